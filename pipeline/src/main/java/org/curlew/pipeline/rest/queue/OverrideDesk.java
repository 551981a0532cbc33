package org.curlew.pipeline.rest.queue;

import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.queue.Overrides;
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
    private final Overrides overrides;
    private final Accounts accounts;
    private final Ledger ledger;

    OverrideDesk(CaseAccess access, Lookups lookups, Overrides overrides, Accounts accounts, Ledger ledger) {
        this.access = access;
        this.lookups = lookups;
        this.overrides = overrides;
        this.accounts = accounts;
        this.ledger = ledger;
    }

    @Transactional
    public RankedExhibit set(Viewer viewer, long exhibitId, QueueApi.Override asked) {
        Lookups.ExhibitLine line = require(viewer, exhibitId);
        if (asked.band() == null || asked.until() == null) {
            throw ApiException.refused("override", "Band and end are missing", "Send band and until");
        }
        boolean known = asked.secondPerson() == null
                || accounts.find(asked.secondPerson())
                        .filter(a -> a.disabledAt() == null && a.roles().contains(Role.POLIT_SUPERVISOR))
                        .isPresent();
        if (!known) {
            throw ApiException.refused(
                    "secondPerson",
                    asked.secondPerson() + " is no open account of a POLIT supervisor",
                    "Name one who agrees");
        }
        RankedExhibit ranked = overrides.set(
                exhibitId,
                asked.band(),
                asked.reason(),
                viewer.name(),
                asked.rank(),
                asked.secondPerson(),
                asked.until());
        ledger.append(entry(viewer, line, "OVERRIDE_SET")
                .with("band", asked.band().name())
                .with("reason", asked.reason())
                .with("secondPerson", asked.secondPerson()));
        return ranked;
    }

    @Transactional
    public void end(Viewer viewer, long exhibitId) {
        Lookups.ExhibitLine line = require(viewer, exhibitId);
        overrides.end(exhibitId, viewer.name());
        ledger.append(entry(viewer, line, "OVERRIDE_ENDED"));
    }

    private Lookups.ExhibitLine require(Viewer viewer, long exhibitId) {
        Lookups.ExhibitLine line = lookups.exhibit(exhibitId);
        access.requireToChange(viewer, line.caseId(), "override of " + line.reference());
        return line;
    }

    private static LedgerEntry entry(Viewer viewer, Lookups.ExhibitLine line, String kind) {
        return LedgerEntry.of(viewer.name(), kind, ProcessingAct.ALTERATION)
                .about("case:" + line.caseReference())
                .about("exhibit:" + line.reference());
    }
}
