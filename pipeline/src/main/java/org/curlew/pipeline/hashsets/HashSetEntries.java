package org.curlew.pipeline.hashsets;

import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.hashsets.SetVersion;
import org.curlew.triage.hashsets.VersionState;

/** How acts on hash sets stand in the ledger; each within the transaction of what it tells. */
public final class HashSetEntries {

    private final Ledger ledger;

    public HashSetEntries(Ledger ledger) {
        this.ledger = ledger;
    }

    /** An import has ended, by whomever it was begun: in use, held for a second person, or refused with a reason. */
    public void imported(SetVersion version) {
        boolean refused = version.state() == VersionState.INCOMPLETE;
        LedgerEntry entry = of(version.importer(), version, refused ? "HASH_SET_REFUSED" : "HASH_SET_IMPORTED")
                .with("state", version.state().name())
                .with("entries", version.entries());
        ledger.append(version.reason() == null ? entry : entry.with("reason", version.reason()));
    }

    void approved(String person, SetVersion version) {
        ledger.append(of(person, version, "HASH_SET_APPROVED"));
    }

    void retired(String person, SetVersion version, String reason) {
        ledger.append(of(person, version, "HASH_SET_RETIRED").with("reason", reason));
    }

    void lookedUp(String person, int digests) {
        ledger.append(LedgerEntry.of(person, "DIGESTS_LOOKED_UP", ProcessingAct.CONSULTATION)
                .with("digests", digests));
    }

    private static LedgerEntry of(String person, SetVersion version, String kind) {
        return LedgerEntry.of(person, kind, ProcessingAct.NONE)
                .about("hash-set:" + version.name())
                .with("version", version.number());
    }
}
