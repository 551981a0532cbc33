package org.curlew.pipeline.web.exhibits;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Lookups.ExhibitLine;
import org.curlew.triage.queue.Acceptance;
import org.curlew.triage.queue.Allocations;
import org.curlew.triage.queue.Band;
import org.curlew.triage.queue.Gatekeeper;
import org.curlew.triage.queue.Overrides;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.QueueException;
import org.curlew.triage.queue.RankedExhibit;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.ExhibitFile.ChiefOfficerException;
import org.curlew.triage.register.ExhibitFile.ExhibitDecision;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.ExhibitFile.LockState;
import org.curlew.triage.register.ExhibitFile.Route;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.Times;
import org.curlew.triage.register.Versioned;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people decide about an exhibit: its acceptance, who examines it, its route, its place above the rules, its return. */
@Service
@ConditionalOnWebApplication
public class DecisionDesk {

    private final CaseAccess access;
    private final Accounts accounts;
    private final Lookups lookups;
    private final Queue queue;
    private final Acceptance acceptance;
    private final Allocations allocations;
    private final Overrides overrides;
    private final Gatekeeper gatekeeper;
    private final Register register;
    private final Clock clock;

    DecisionDesk(
            CaseAccess access,
            Accounts accounts,
            Lookups lookups,
            Queue queue,
            Acceptance acceptance,
            Allocations allocations,
            Overrides overrides,
            Gatekeeper gatekeeper,
            Register register,
            Clock clock) {
        this.access = access;
        this.accounts = accounts;
        this.lookups = lookups;
        this.queue = queue;
        this.acceptance = acceptance;
        this.allocations = allocations;
        this.overrides = overrides;
        this.gatekeeper = gatekeeper;
        this.register = register;
        this.clock = clock;
    }

    /**
     * The page.
     *
     * @param gaps what the acceptance gate asks for and is not known, what blocks first
     * @param returnRefusal why the exhibit may not go back now, or null
     */
    public record Shown(
            ExhibitLine line,
            Optional<RankedExhibit> rank,
            List<Acceptance.Gap> gaps,
            Set<String> needed,
            List<Allocations.Candidate> candidates,
            List<Allocations.Allocation> history,
            String returnRefusal) {

        public boolean blocked() {
            return gaps.stream().anyMatch(Acceptance.Gap::blocks);
        }

        public boolean waits() {
            return "BOOKED_IN".equals(line.state());
        }

        /** Who has it now, or null. */
        public Allocations.Allocation present() {
            return history.stream().filter(a -> a.until() == null).findFirst().orElse(null);
        }
    }

    public Shown show(Viewer viewer, long exhibitId) {
        ExhibitLine line = lookups.exhibit(exhibitId);
        access.require(viewer, line.caseId(), "decisions about " + line.reference());
        return new Shown(
                line,
                queue.find(exhibitId),
                acceptance.gaps(exhibitId),
                allocations.needed(exhibitId),
                allocations.candidates(exhibitId),
                allocations.history(exhibitId),
                returnRefusal(exhibitId));
    }

    private String returnRefusal(long exhibitId) {
        try {
            gatekeeper.checkReturn(exhibitId);
            return null;
        } catch (QueueException refused) {
            return refused.getMessage();
        }
    }

    /** Accepts the exhibit into the queue; gives what stays open as tasks. */
    @Transactional
    public List<Acceptance.Gap> accept(Viewer viewer, long exhibitId) {
        ExhibitLine line = change(viewer, exhibitId, "acceptance");
        if (!"BOOKED_IN".equals(line.state())) {
            throw new QueueException("Exhibit " + line.reference() + " was accepted already; it is " + line.state());
        }
        return acceptance.accept(exhibitId, viewer.name());
    }

    /** A person of the case, to be chosen as owner or user. */
    public record Someone(long id, String name) {}

    public List<Someone> people(Viewer viewer, long exhibitId) {
        long caseId = lookups.exhibit(exhibitId).caseId();
        access.require(viewer, caseId, "people of the case");
        return register.list(CaseParty.class, Register.Filter.ofCase(caseId)).stream()
                .map(v -> v.entry().personId())
                .distinct()
                .map(id -> new Someone(
                        id,
                        register.find(Person.class, id)
                                .map(p -> p.entry().name())
                                .orElse("not named")))
                .toList();
    }

    /** Records who owns and used it and what else the gate asks; what is left blank stays as it was. */
    @Transactional
    public void details(
            Viewer viewer,
            long exhibitId,
            Long owner,
            Long user,
            Long capacityGb,
            LockState lock,
            String otherRoutes,
            String reason) {
        change(viewer, exhibitId, "details");
        requireReason("Details", reason);
        Versioned<ExhibitDetails> last =
                register.list(ExhibitDetails.class, Register.Filter.ofExhibit(exhibitId)).stream()
                        .reduce((a, b) -> b)
                        .orElseThrow(() ->
                                new QueueException("Details: nothing is recorded yet; book the exhibit in first"));
        Set<Long> known =
                people(viewer, exhibitId).stream().map(Someone::id).collect(java.util.stream.Collectors.toSet());
        if (owner != null && !known.contains(owner) || user != null && !known.contains(user)) {
            throw new QueueException("Details, owner: choose one of the case's people");
        }
        ExhibitDetails d = last.entry();
        register.edit(
                last.id(),
                last.version(),
                new ExhibitDetails(
                        exhibitId,
                        d.kind(),
                        d.make(),
                        d.serial(),
                        d.imei(),
                        capacityGb == null ? d.capacityBytes() : Long.valueOf(capacityGb * 1_000_000_000L),
                        lock == null ? d.lock() : lock,
                        owner == null ? d.ownerId() : owner,
                        user == null ? d.attributedTo() : user,
                        d.seizedAt(),
                        d.submittedAt(),
                        d.route(),
                        d.evidenceAtRisk(),
                        d.complainants(),
                        d.triagedAtScene(),
                        d.eliminatedAtScene(),
                        empty(otherRoutes) == null ? d.otherRoutesTried() : empty(otherRoutes)),
                viewer.name(),
                reason.strip());
    }

    @Transactional
    public void allocate(Viewer viewer, long exhibitId, String examiner, String reason) {
        change(viewer, exhibitId, "allocation");
        requireReason("Allocation", reason);
        allocations.allocate(exhibitId, examiner, reason.strip(), viewer.name());
    }

    @Transactional
    public void endAllocation(Viewer viewer, long exhibitId, String reason) {
        change(viewer, exhibitId, "end of an allocation");
        requireReason("Allocation", reason);
        allocations.end(exhibitId, reason.strip(), viewer.name());
    }

    @Transactional
    public void route(Viewer viewer, long exhibitId, Route route, String reason) {
        change(viewer, exhibitId, "route");
        requireReason("Route", reason);
        if (route == null) {
            throw new QueueException("Route, route: choose one");
        }
        gatekeeper.route(exhibitId, route, viewer.name(), reason.strip());
    }

    /** Sets the band above the rules until the end of a day; the viewer is the approver. */
    @Transactional
    public void override(
            Viewer viewer,
            long exhibitId,
            Band band,
            String rank,
            String reason,
            String secondPerson,
            LocalDate until) {
        change(viewer, exhibitId, "override");
        if (band == null || until == null) {
            throw new QueueException("Override: choose the band and the last day");
        }
        String second = empty(secondPerson);
        requireKnown(second);
        Instant end = until.plusDays(1).atStartOfDay(Times.UK).toInstant();
        Instant latest =
                clock.instant().plus(java.time.Duration.ofDays(queue.rules().overrideMaxDays()));
        boolean lastDay =
                end.isAfter(latest) && !until.atStartOfDay(Times.UK).toInstant().isAfter(latest);
        overrides.set(exhibitId, band, reason, viewer.name(), rank, second, lastDay ? latest : end);
    }

    @Transactional
    public void endOverride(Viewer viewer, long exhibitId, String secondPerson) {
        change(viewer, exhibitId, "end of an override");
        String second = empty(secondPerson);
        requireKnown(second);
        overrides.end(exhibitId, second, viewer.name());
    }

    private void requireKnown(String second) {
        if (second != null && !accounts.supervises(second)) {
            throw new QueueException("Override, secondPerson: " + second + " is no open account of a POLIT supervisor");
        }
    }

    /** A ranked decision without a triage result: the only other way for a suspect's exhibit to go back. */
    @Transactional
    public void decide(Viewer viewer, long exhibitId, String decision, String reason, String rank) {
        change(viewer, exhibitId, "decision");
        register.add(
                new ExhibitDecision(
                        exhibitId,
                        clock.instant(),
                        empty(decision),
                        empty(reason),
                        viewer.name(),
                        empty(rank),
                        queue.rules().version()),
                viewer.name(),
                "decided");
    }

    /** A named chief officer's exception for an exhibit past the rules' age, as told to the viewer. */
    @Transactional
    public void except(Viewer viewer, long exhibitId, String officer, String rank, String reason, LocalDate until) {
        change(viewer, exhibitId, "chief officer's exception");
        register.add(
                new ChiefOfficerException(
                        exhibitId,
                        empty(officer),
                        rank == null || rank.isBlank() ? null : rank.strip().toUpperCase(Locale.UK),
                        empty(reason),
                        clock.instant(),
                        until == null
                                ? null
                                : until.plusDays(1).atStartOfDay(Times.UK).toInstant()),
                viewer.name(),
                "granted");
    }

    private ExhibitLine change(Viewer viewer, long exhibitId, String what) {
        ExhibitLine line = lookups.exhibit(exhibitId);
        access.requireToChange(viewer, line.caseId(), what + " of " + line.reference());
        return line;
    }

    private static void requireReason(String what, String reason) {
        if (reason == null || reason.isBlank()) {
            throw new QueueException(what + ", reason: say why");
        }
    }

    private static String empty(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
