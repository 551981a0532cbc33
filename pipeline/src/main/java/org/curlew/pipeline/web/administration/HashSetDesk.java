package org.curlew.pipeline.web.administration;

import org.curlew.pipeline.hashsets.HashSetActs;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** Hash-set versions by their number, and acts on them in a viewer's name. */
@Service
@ConditionalOnWebApplication
public class HashSetDesk {

    private final HashSets sets;
    private final HashSetActs acts;

    HashSetDesk(HashSets sets, HashSetActs acts) {
        this.sets = sets;
        this.acts = acts;
    }

    public SetVersion version(long id) {
        return sets.list().stream()
                .filter(v -> v.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("There is no hash-set version " + id));
    }

    public void lookedUp(Viewer viewer, int digests) {
        acts.lookedUp(viewer.name(), digests);
    }

    public SetVersion approve(Viewer viewer, long id) {
        version(id);
        return acts.approve(viewer.name(), id);
    }

    public void retire(Viewer viewer, long id, String reason) {
        acts.retire(viewer.name(), version(id), reason);
    }
}
