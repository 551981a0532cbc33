package org.curlew.pipeline.rest.queue;

import java.util.List;
import java.util.function.LongPredicate;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.triage.queue.Overrides;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.RankedExhibit;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Overrides on cases that the supervisor may see. */
@Service
@ConditionalOnWebApplication
class OverrideDesk {

    private final CaseAccess access;
    private final Lookups lookups;
    private final Queue queue;
    private final Overrides overrides;
    private final Accounts accounts;

    OverrideDesk(CaseAccess access, Lookups lookups, Queue queue, Overrides overrides, Accounts accounts) {
        this.queue = queue;
        this.access = access;
        this.lookups = lookups;
        this.overrides = overrides;
        this.accounts = accounts;
    }

    /** Those of cases that the person may see, and how many there are in all. */
    record Listed(int whole, List<Overrides.InForce> rows) {}

    public Listed inForce(Viewer viewer) {
        List<Overrides.InForce> all = overrides.inForce();
        LongPredicate visible = access.visibleTo(viewer);
        return new Listed(
                all.size(), all.stream().filter(o -> visible.test(o.caseId())).toList());
    }

    @Transactional
    public RankedExhibit set(Viewer viewer, long exhibitId, QueueApi.Override asked) {
        require(viewer, exhibitId);
        if (asked.band() == null || asked.until() == null) {
            throw ApiException.refused("override", "Band and end are missing", "Send band and until");
        }
        requireKnown(asked.secondPerson());
        overrides.set(
                exhibitId,
                asked.band(),
                asked.reason(),
                viewer.name(),
                asked.rank(),
                asked.secondPerson(),
                asked.until());
        return queue.place(exhibitId).orElseThrow();
    }

    @Transactional
    public void end(Viewer viewer, long exhibitId, String secondPerson) {
        require(viewer, exhibitId);
        requireKnown(secondPerson);
        overrides.end(exhibitId, secondPerson, viewer.name());
    }

    private void requireKnown(String secondPerson) {
        if (secondPerson != null && !accounts.supervises(secondPerson)) {
            throw ApiException.refused(
                    "secondPerson", secondPerson + " is no open account of a POLIT supervisor", "Name one who agrees");
        }
    }

    private void require(Viewer viewer, long exhibitId) {
        Lookups.ExhibitLine line = lookups.exhibit(exhibitId);
        access.requireToChange(viewer, line.caseId(), "override of " + line.reference());
    }
}
