package org.curlew.pipeline.web.suspects;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.Accounts.Account;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.triage.reviews.Assignments;
import org.curlew.triage.reviews.Assignments.Assignment;
import org.curlew.triage.reviews.Assignments.Kind;
import org.curlew.triage.reviews.ReviewCapacity;
import org.curlew.triage.reviews.ReviewCover;
import org.curlew.triage.reviews.ReviewException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who reviews what: cover for a shortfall, and a case given to another supervisor or a deputy. */
@Service
@ConditionalOnWebApplication
public class CoverDesk {

    private static final int LAST = 20;

    private final SuspectDesk suspects;
    private final CaseAccess access;
    private final Accounts accounts;
    private final Lookups lookups;
    private final ReviewCapacity capacity;
    private final ReviewCover cover;
    private final Assignments assignments;

    CoverDesk(
            SuspectDesk suspects,
            CaseAccess access,
            Accounts accounts,
            Lookups lookups,
            ReviewCapacity capacity,
            ReviewCover cover,
            Assignments assignments) {
        this.suspects = suspects;
        this.access = access;
        this.accounts = accounts;
        this.lookups = lookups;
        this.capacity = capacity;
        this.cover = cover;
        this.assignments = assignments;
    }

    /**
     * The page.
     *
     * @param waiting requests that wait for the viewer's answer
     */
    public record Shown(
            ReviewCapacity.Outlook outlook,
            Optional<ReviewCover.Proposal> proposal,
            List<ReviewCover.Request> waiting,
            List<ReviewCover.Request> last) {}

    public Shown show(Viewer viewer) {
        ReviewCapacity.Outlook outlook = suspects.outlook();
        return new Shown(outlook, cover.proposal(outlook), cover.waitingFor(viewer.name()), cover.last(LAST));
    }

    /** Everyone who may review: open accounts of POLIT supervisors. */
    public List<Account> supervisors() {
        return accounts.all().stream()
                .filter(a -> a.disabledAt() == null && a.roles().contains(Role.POLIT_SUPERVISOR))
                .toList();
    }

    @Transactional
    public long ask(Viewer viewer, String deputy, LocalDate from, LocalDate to, Double perDay, String reason) {
        requireSupervisor(deputy);
        return cover.ask(deputy, from, to, perDay == null ? 0 : perDay, reason, viewer.name());
    }

    @Transactional
    public int accept(Viewer viewer, long id) {
        return cover.accept(id, viewer.name());
    }

    @Transactional
    public void decline(Viewer viewer, long id, String why) {
        cover.decline(id, why, viewer.name());
    }

    @Transactional
    public void slots(Viewer viewer, String reviewer, LocalDate from, LocalDate to, Double perDay) {
        requireSupervisor(reviewer);
        if (from == null || to == null || perDay == null) {
            throw new ReviewException("Slots of " + reviewer + ": give both days and the number a working day");
        }
        capacity.slots(reviewer, from, to, perDay, viewer.name());
    }

    /** Who reviewed a case, oldest first. */
    public List<Assignment> history(Viewer viewer, long caseId) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, "who reviews it");
        return assignments.history(caseId);
    }

    public Optional<Assignment> deputy(Viewer viewer, long caseId) {
        access.require(viewer, caseId, "who reviews it");
        return assignments.deputy(caseId);
    }

    /** Gives a case's reviews to another, for good or until a day. */
    @Transactional
    public void assign(Viewer viewer, long caseId, Kind kind, String to, LocalDate until, String reason) {
        access.requireToChange(viewer, caseId, "change of who reviews");
        // Who reviews a case sees it from then on.
        access.requireOwn(viewer, caseId);
        requireSupervisor(to);
        if (kind == null) {
            throw new ReviewException("Case " + caseId + ", kind: choose whether for good or for a time");
        }
        switch (kind) {
            case REASSIGNED -> assignments.reassign(caseId, to, reason, viewer.name());
            case DEPUTISED -> assignments.deputise(caseId, to, until, reason, null, viewer.name());
        }
    }

    @Transactional
    public void endDeputy(Viewer viewer, long caseId, String reason) {
        access.requireToChange(viewer, caseId, "end of a deputy");
        if (reason == null || reason.isBlank()) {
            throw new ReviewException("Deputy, reason: say why it ends");
        }
        assignments.end(caseId, reason.strip(), viewer.name());
    }

    private void requireSupervisor(String name) {
        if (supervisors().stream().noneMatch(a -> a.name().equals(name))) {
            throw new ReviewException(
                    "Reviewer, name: '" + name + "' is no open account of a POLIT supervisor; choose one of the list");
        }
    }
}
