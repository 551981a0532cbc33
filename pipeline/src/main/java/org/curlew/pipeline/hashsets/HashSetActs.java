package org.curlew.pipeline.hashsets;

import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.hashsets.HashSetException;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people do with hash sets. */
@Service
public class HashSetActs {

    private final HashSets sets;
    private final Ledger ledger;

    HashSetActs(HashSets sets, Ledger ledger) {
        this.sets = sets;
        this.ledger = ledger;
    }

    @Transactional
    public void lookedUp(String person, int digests) {
        ledger.append(LedgerEntry.of(person, "DIGESTS_LOOKED_UP", ProcessingAct.CONSULTATION)
                .with("digests", digests));
    }

    /** A version was imported; the state it ended in stands in the entry. */
    @Transactional
    public void imported(String person, SetVersion version) {
        ledger.append(entry(person, version, "HASH_SET_IMPORTED")
                .with("state", version.state().name())
                .with("entries", version.entries()));
    }

    /**
     * A second person agrees to a held version.
     *
     * @throws HashSetException where the version is not held, or the person imported it
     */
    @Transactional
    public SetVersion approve(String person, long versionId) {
        SetVersion approved = sets.approve(versionId, person);
        ledger.append(entry(person, approved, "HASH_SET_APPROVED"));
        return approved;
    }

    /**
     * Takes a set with all its versions out of use.
     *
     * @throws HashSetException where no reason is given
     */
    @Transactional
    public void retire(String person, SetVersion version, String reason) {
        if (reason == null || reason.isBlank()) {
            throw new HashSetException("reason: a set goes out of use with a reason; send it");
        }
        sets.retire(version.name(), person, reason);
        ledger.append(entry(person, version, "HASH_SET_RETIRED").with("reason", reason));
    }

    private static LedgerEntry entry(String person, SetVersion version, String kind) {
        return LedgerEntry.of(person, kind, ProcessingAct.NONE)
                .about("hash-set:" + version.name())
                .with("version", version.number());
    }
}
