package org.curlew.pipeline.hashsets;

import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.hashsets.HashSetException;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people do with hash sets. */
@Service
public class HashSetActs {

    private final HashSets sets;
    private final HashSetEntries entries;

    HashSetActs(HashSets sets, Ledger ledger) {
        this.sets = sets;
        this.entries = new HashSetEntries(ledger);
    }

    @Transactional
    public void lookedUp(String person, int digests) {
        entries.lookedUp(person, digests);
    }

    /**
     * A second person agrees to a held version.
     *
     * @throws HashSetException where the version is not held, or the person imported it
     */
    @Transactional
    public SetVersion approve(String person, long versionId) {
        SetVersion approved = sets.approve(versionId, person);
        entries.approved(person, approved);
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
        entries.retired(person, version, reason);
    }
}
