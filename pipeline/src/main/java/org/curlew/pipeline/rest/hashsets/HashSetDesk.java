package org.curlew.pipeline.rest.hashsets;

import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.security.Viewer;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Acts on hash sets, each with its entry in the ledger. */
@Service
@ConditionalOnWebApplication
class HashSetDesk {

    private final HashSets sets;
    private final Ledger ledger;

    HashSetDesk(HashSets sets, Ledger ledger) {
        this.sets = sets;
        this.ledger = ledger;
    }

    SetVersion version(long id) {
        return sets.list().stream()
                .filter(v -> v.id() == id)
                .findFirst()
                .orElseThrow(() -> ApiException.missing("There is no hash-set version " + id));
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
            throw ApiException.refused("reason", "A set goes out of use with a reason", "Send reason");
        }
        sets.retire(version.name(), viewer.name(), reason);
        ledger.append(entry(viewer, version, "HASH_SET_RETIRED").with("reason", reason));
    }

    private static LedgerEntry entry(Viewer viewer, SetVersion version, String kind) {
        return LedgerEntry.of(viewer.name(), kind, ProcessingAct.NONE)
                .about("hash-set:" + version.name())
                .with("version", version.number());
    }
}
