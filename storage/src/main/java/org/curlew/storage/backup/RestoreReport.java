package org.curlew.storage.backup;

import java.util.List;
import org.curlew.storage.ledger.LedgerVerdict;
import org.curlew.storage.packs.PackReport;

/**
 * The proof of a restore.
 *
 * @param packs the check of every pack against the database
 * @param ledger the check of the chain against the backup's signed head
 * @param gaps what the backup could not save when it was taken
 */
public record RestoreReport(PackReport packs, LedgerVerdict ledger, List<Gap> gaps) {

    public boolean complete() {
        return packs.sound() && ledger.sound() && gaps.isEmpty();
    }
}
