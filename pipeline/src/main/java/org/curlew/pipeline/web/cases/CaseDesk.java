package org.curlew.pipeline.web.cases;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.triage.obligations.Obligation;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.Release.Level;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Release.WelfareCheck;
import org.curlew.triage.register.Safeguarding.RiskAssessment;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All that is known of one case, for those who may see it, and what a supervisor records on it. */
@Service
@ConditionalOnWebApplication
class CaseDesk {

    private final CaseAccess access;
    private final Lookups lookups;
    private final Snapshots snapshots;
    private final Register register;
    private final Obligations obligations;
    private final Clock clock;

    CaseDesk(
            CaseAccess access,
            Lookups lookups,
            Snapshots snapshots,
            Register register,
            Obligations obligations,
            Clock clock) {
        this.access = access;
        this.lookups = lookups;
        this.snapshots = snapshots;
        this.register = register;
        this.obligations = obligations;
        this.clock = clock;
    }

    /** A safeguarding plan as it stands; waits for a second supervisor, is current, lapsed or ended. */
    record PlanLine(
            long id, int version, String child, SafeguardingPlan plan, boolean current, boolean waits, boolean mine) {}

    /** A victim or another person of the case. */
    record OtherLine(long id, String words, boolean victim) {}

    /**
     * A child and what is known of the access to it; age null where the birth date is unknown.
     *
     * @param grown 18 by now: stays on the page, and is no longer a child without a plan
     */
    record ChildLine(
            long id, String name, Integer age, boolean grown, String access, boolean verified, SafeguardingPlan plan) {

        public boolean unprotected() {
            return plan == null && !grown;
        }
    }

    /** A suspect of the case. */
    record SuspectLine(
            long id,
            String name,
            Integer age,
            boolean identified,
            ReleaseStatus status,
            KiratResult kirat,
            AccessAnswer answer,
            List<ChildLine> children,
            RiskAssessment assessed,
            WelfareCheck welfare,
            List<PlanLine> plans) {}

    /** The whole page. */
    record Shown(
            long id,
            String reference,
            CaseDetails details,
            List<SuspectLine> suspects,
            List<OtherLine> others,
            List<Lookups.ExhibitLine> exhibits,
            List<Obligation> open) {

        /** Children of suspects for whom no verified plan is current. */
        public long unprotected() {
            return suspects.stream()
                    .flatMap(s -> s.children().stream())
                    .filter(ChildLine::unprotected)
                    .count();
        }

        /** Suspects of whom nobody knows whether they have access to children. */
        public long unanswered() {
            return suspects.stream()
                    .filter(s -> s.children().isEmpty())
                    .filter(s -> s.answer() == null || s.answer().answer() == AccessAnswerKind.UNKNOWN)
                    .count();
        }
    }

    Shown show(Viewer viewer, long caseId) {
        String reference = lookups.caseReference(caseId);
        access.require(viewer, caseId, "case");
        Snapshot register = snapshots.load(
                Snapshots.kinds(
                        CaseDetails.class,
                        CaseParty.class,
                        Person.class,
                        ChildAccess.class,
                        AccessAnswer.class,
                        KiratResult.class,
                        ReleaseStatus.class,
                        WelfareCheck.class,
                        RiskAssessment.class,
                        SafeguardingPlan.class),
                List.of(caseId),
                null);
        Instant now = clock.instant();
        List<Obligation> all = obligations.chronology(caseId);
        List<CaseDetails> details = register.ofCase(CaseDetails.class, caseId);
        return new Shown(
                caseId,
                reference,
                details.isEmpty() ? null : details.getLast(),
                register.parties(caseId, PartyRole.SUSPECT).stream()
                        .map(p -> suspect(register, caseId, p.personId(), now, viewer.name()))
                        .toList(),
                register.ofCase(CaseParty.class, caseId).stream()
                        .filter(p -> p.role() == PartyRole.VICTIM || p.role() == PartyRole.OTHER)
                        .map(p -> new OtherLine(
                                p.personId(),
                                name(register, p.personId()) + " ("
                                        + p.role().name().toLowerCase(Locale.ROOT)
                                        + (p.vulnerable() ? ", vulnerable" : "") + ")",
                                p.role() == PartyRole.VICTIM))
                        .toList(),
                lookups.exhibitsOf(caseId),
                all.stream()
                        .filter(o -> o.state() == Obligation.State.OPEN)
                        .sorted(Comparator.comparing(Obligation::due))
                        .toList());
    }

    /** A suspect's line, for the form of a reassessment. */
    SuspectLine suspect(Viewer viewer, long caseId, long suspectId) {
        return show(viewer, caseId).suspects().stream()
                .filter(s -> s.id() == suspectId)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("This person is no suspect of the case"));
    }

    /** Records a completed reassessment of the risk that the suspect poses, and runs the clocks. */
    @Transactional
    public void reassess(
            Viewer viewer, long caseId, long suspectId, Level level, Level confidence, String reasons, String changed) {
        access.requireToChange(viewer, caseId, "risk reassessment");
        suspect(viewer, caseId, suspectId);
        register.add(
                new RiskAssessment(
                        caseId, suspectId, null, level, reasons, changed, confidence, viewer.name(), clock.instant()),
                viewer.name(),
                "risk reassessment");
        obligations.tick();
    }

    private static SuspectLine suspect(Snapshot register, long caseId, long id, Instant now, String viewer) {
        Optional<Person> person = register.person(id);
        List<ChildLine> children = new ArrayList<>();
        for (ChildAccess a : register.ofPerson(ChildAccess.class, id)) {
            if (a.endedAt() == null || a.endedAt().isAfter(now)) {
                children.add(new ChildLine(
                        a.childId(),
                        name(register, a.childId()),
                        age(register.person(a.childId()), now),
                        register.person(a.childId())
                                .map(p -> p.born() != null && !p.under18(now))
                                .orElse(false),
                        a.kind().name().toLowerCase(Locale.ROOT) + (a.regular() ? ", regular" : ""),
                        a.verifiedAt() != null,
                        register.ofPerson(SafeguardingPlan.class, id).stream()
                                .filter(p -> p.childId() == a.childId() && p.current(now))
                                .findFirst()
                                .orElse(null)));
            }
        }
        List<AccessAnswer> answers = register.ofPerson(AccessAnswer.class, id);
        return new SuspectLine(
                id,
                name(register, id),
                age(person, now),
                person.map(Person::identified).orElse(false),
                register.status(caseId, id).orElse(null),
                register.last(KiratResult.class, id, KiratResult::completedAt).orElse(null),
                answers.isEmpty() ? null : answers.getLast(),
                children,
                register.last(RiskAssessment.class, id, RiskAssessment::completedAt)
                        .orElse(null),
                register.last(WelfareCheck.class, id, WelfareCheck::at).orElse(null),
                register.all(SafeguardingPlan.class).stream()
                        .filter(p -> p.entry().suspectId() == id && p.entry().caseId() == caseId)
                        .filter(p -> p.entry().endedAt() == null)
                        .map(p -> new PlanLine(
                                p.id(),
                                p.version(),
                                name(register, p.entry().childId()),
                                p.entry(),
                                p.entry().current(now),
                                p.entry().approvedAt() == null,
                                p.entry().author().equals(viewer)))
                        .toList());
    }

    private static String name(Snapshot register, long id) {
        return register.person(id).map(Person::name).orElse("not named");
    }

    private static Integer age(Optional<Person> person, Instant now) {
        var age = person.map(p -> p.ageAt(now.atZone(Times.UK).toLocalDate()));
        return age.isPresent() && age.get().isPresent() ? age.get().getAsInt() : null;
    }
}
