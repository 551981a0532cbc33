package org.curlew.pipeline.web.casework;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.triage.obligations.ActsDone;
import org.curlew.triage.obligations.Obligation;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.obligations.ReleaseGate;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.register.Versioned;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records acts on cases that the person may see, approves and ends plans, and runs the clocks after each. */
@Service
@ConditionalOnWebApplication
public class CaseworkDesk {

    private static final Map<String, Act> ACTS = acts();

    private final CaseAccess access;
    private final Lookups lookups;
    private final Snapshots snapshots;
    private final Register register;
    private final ReleaseGate gate;
    private final Obligations obligations;
    private final ActsDone done;
    private final Clock clock;

    CaseworkDesk(
            CaseAccess access,
            Lookups lookups,
            Snapshots snapshots,
            Register register,
            ReleaseGate gate,
            Obligations obligations,
            ActsDone done,
            Clock clock) {
        this.access = access;
        this.lookups = lookups;
        this.snapshots = snapshots;
        this.register = register;
        this.gate = gate;
        this.obligations = obligations;
        this.done = done;
        this.clock = clock;
    }

    /** A link to a form: its key and title. */
    public record Link(String key, String title) {}

    /** The forms about a case, a suspect or a victim, in the order of need. */
    public static Map<String, List<Link>> links() {
        Map<String, List<Link>> links = new LinkedHashMap<>();
        for (Act act : ACTS.values()) {
            links.computeIfAbsent(act.subject().name(), s -> new ArrayList<>()).add(new Link(act.key(), act.title()));
        }
        return links;
    }

    Act act(String key) {
        Act act = ACTS.get(key);
        if (act == null) {
            throw new NotFoundException("There is no form of this name: start from the case");
        }
        return act;
    }

    /** @throws NotFoundException where the person has no such part in the case */
    About about(Viewer viewer, long caseId, Act act, Long personId) {
        access.requireToChange(viewer, caseId, act.title());
        Snapshot known = snapshots.load(
                Snapshots.kinds(CaseParty.class, Person.class, ChildAccess.class), List.of(caseId), null);
        List<Field.Option> children = new ArrayList<>();
        String name = "the case";
        switch (act.subject()) {
            case CASE -> known.parties(caseId, PartyRole.CHILD).forEach(p -> children.add(option(known, p.personId())));
            case SUSPECT -> {
                name = party(known, caseId, personId, PartyRole.SUSPECT);
                Instant now = clock.instant();
                known.ofPerson(ChildAccess.class, personId).stream()
                        .filter(a -> a.endedAt() == null || a.endedAt().isAfter(now))
                        .forEach(a -> children.add(option(known, a.childId())));
            }
            case VICTIM -> name = party(known, caseId, personId, PartyRole.VICTIM);
        }
        return new About(caseId, lookups.caseReference(caseId), personId, name, children);
    }

    /** What stands now, where the answers replace it as a whole: a field left blank would take it away, the team among them. */
    Map<String, String> present(Act act, About about) {
        return act.key().equals(CaseActs.DETAILS)
                ? register.list(CaseDetails.class, Register.Filter.ofCase(about.caseId())).stream()
                        .reduce((a, b) -> b)
                        .map(v -> CaseActs.present(v.entry()))
                        .orElse(Map.of())
                : Map.of();
    }

    @Transactional
    public void record(Viewer viewer, Act act, About about, Answers answers) {
        Instant now = clock.instant();
        act.recorder()
                .record(about, answers, new Entries(register, gate, access, viewer, "recorded on the case page", now));
        obligations.tick();
    }

    /** A second supervisor agrees to a plan. */
    @Transactional
    public void approve(Viewer viewer, long caseId, long plan, int version) {
        SafeguardingPlan draft = plan(viewer, caseId, plan, "approval of a plan");
        if (draft.approvedAt() != null) {
            throw new RegisterException("SafeguardingPlan " + plan + ": is approved already");
        }
        if (draft.verifiedAt() == null) {
            throw new RegisterException(
                    "SafeguardingPlan " + plan,
                    "verifiedAt",
                    "nobody verified it; record a verified plan and approve that");
        }
        Instant now = clock.instant();
        register.edit(plan, version, with(draft, viewer.name(), now, null), viewer.name(), "approved");
        obligations.tick();
    }

    /** A plan ends: it was broken, or is no longer needed. */
    @Transactional
    public void end(Viewer viewer, long caseId, long plan, int version, String reason) {
        if (reason.isBlank()) {
            throw new RegisterException("SafeguardingPlan " + plan, "reason", "say why it ends");
        }
        SafeguardingPlan standing = plan(viewer, caseId, plan, "end of a plan");
        register.edit(
                plan,
                version,
                with(standing, standing.approvedBy(), standing.approvedAt(), clock.instant()),
                viewer.name(),
                reason.strip());
        obligations.tick();
    }

    /** Records the act of a named person that meets a clock of the case: a ranked review, papers served. */
    @Transactional
    public void done(Viewer viewer, long caseId, String rule, String subject, String findings, ActsDone.Rank rank) {
        access.requireToChange(viewer, caseId, "an act that meets a clock");
        done.record(rule, subject, caseId, findings, rank, viewer.name());
    }

    /** What is recorded so, by the rule it meets. */
    public Map<String, ActsDone.Kind> meetings(List<Obligation> open) {
        Map<String, ActsDone.Kind> found = new LinkedHashMap<>();
        for (Obligation o : open) {
            done.meeting(o.ruleId()).ifPresent(kind -> found.put(o.ruleId(), kind));
        }
        return found;
    }

    public List<ActsDone.Done> done(Viewer viewer, long caseId) {
        access.require(viewer, caseId, "acts that met clocks");
        return done.of(caseId);
    }

    private SafeguardingPlan plan(Viewer viewer, long caseId, long plan, String what) {
        access.requireToChange(viewer, caseId, what);
        return register.find(SafeguardingPlan.class, plan)
                .map(Versioned::entry)
                .filter(p -> p.caseId() == caseId)
                .orElseThrow(() -> new NotFoundException("There is no such plan on this case"));
    }

    private static SafeguardingPlan with(SafeguardingPlan p, String approvedBy, Instant approvedAt, Instant endedAt) {
        return new SafeguardingPlan(
                p.caseId(),
                p.suspectId(),
                p.childId(),
                p.riskStatement(),
                p.measures(),
                p.monitoredBy(),
                p.verification(),
                p.verifiedAt(),
                p.contactRules(),
                p.agencyContacts(),
                p.contingency(),
                p.nextReview(),
                p.author(),
                approvedBy,
                approvedAt,
                endedAt);
    }

    private static String party(Snapshot known, long caseId, Long personId, PartyRole role) {
        return known.parties(caseId, role).stream()
                .filter(p -> personId != null && p.personId() == personId)
                .findFirst()
                .flatMap(p -> known.person(p.personId()))
                .map(Person::name)
                .orElseThrow(() -> new NotFoundException("This person has no such part in the case"));
    }

    private static Field.Option option(Snapshot known, long child) {
        return new Field.Option(
                Long.toString(child), known.person(child).map(Person::name).orElse("not named"));
    }

    private static Map<String, Act> acts() {
        Map<String, Act> acts = new LinkedHashMap<>();
        for (List<Act> some : List.of(SuspectActs.all(), ProtectionActs.all(), CaseActs.all(), RecordActs.all())) {
            some.forEach(a -> acts.put(a.key(), a));
        }
        return Collections.unmodifiableMap(acts);
    }
}
