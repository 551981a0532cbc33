package org.curlew.storage.backup;

import java.util.List;

/**
 * What was saved.
 *
 * @param rows of all tables
 * @param objects saved, or listed in an inventory
 * @param bytes of these objects
 * @param ledgerEntries covered by the signed head
 * @param gaps objects that are missing or damaged in the store; the rest is saved
 */
public record BackupReport(long rows, long objects, long bytes, long ledgerEntries, List<Gap> gaps) {

    public boolean complete() {
        return gaps.isEmpty();
    }
}
