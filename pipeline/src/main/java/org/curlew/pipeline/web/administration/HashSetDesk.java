package org.curlew.pipeline.web.administration;

import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.hashsets.HashSetException;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Acts on hash sets, each with its entry in the ledger. */
@Service
@ConditionalOnWebApplication
public class HashSetDesk {

    private final HashSets sets;
    private final Ledger ledger;

    HashSetDesk(HashSets sets, Ledger ledger) {
        this.sets = sets;
        this.ledger = ledger;
    }

    public SetVersion version(long id) {
        return sets.list().stream()
                .filter(v -> v.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("There is no hash-set version " + id));
    }

    @Transactional
    public void lookedUp(Viewer viewer, int digests) {
        ledger.append(LedgerEntry.of(viewer.name(), "DIGESTS_LOOKED_UP", ProcessingAct.CONSULTATION)
                .with("digests", digests));
    }

    @Transactional
    public SetVersion approve(Viewer viewer, long id) {
        version(id);
        SetVersion approved = sets.approve(id, viewer.name());
        ledger.append(entry(viewer, approved, "HASH_SET_APPROVED"));
        return approved;
    }

    @Transactional
    public void retire(Viewer viewer, long id, String reason) {
        SetVersion version = version(id);
        if (reason == null || reason.isBlank()) {
            throw new HashSetException("reason: a set goes out of use with a reason; send it");
        }
        sets.retire(version.name(), viewer.name(), reason);
        ledger.append(entry(viewer, version, "HASH_SET_RETIRED").with("reason", reason));
    }

    /** A version was imported by a page; the state it ended in stands in the entry. */
    @Transactional
    public void imported(String person, SetVersion version) {
        ledger.append(entry(person, version, "HASH_SET_IMPORTED")
                .with("state", version.state().name())
                .with("entries", version.entries()));
    }

    private static LedgerEntry entry(Viewer viewer, SetVersion version, String kind) {
        return entry(viewer.name(), version, kind);
    }

    private static LedgerEntry entry(String person, SetVersion version, String kind) {
        return LedgerEntry.of(person, kind, ProcessingAct.NONE)
                .about("hash-set:" + version.name())
                .with("version", version.number());
    }
}
