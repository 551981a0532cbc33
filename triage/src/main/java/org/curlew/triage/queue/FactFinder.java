package org.curlew.triage.queue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.CourtDate;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.ExhibitFile.ChiefOfficerException;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.AccessKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.KiratLevel;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.People.OrderKind;
import org.curlew.triage.register.People.OrderReference;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.People.SuspectHistory;
import org.curlew.triage.register.Release.Level;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Release.WelfareCheck;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Times;

/**
 * Reads the register into facts. What is not answered, or answered without verification, becomes an "unknown" fact: it
 * raises the rank, it never lowers it.
 */
final class FactFinder {

    private final Snapshot register;
    /** Suspects whose risk reassessment is overdue. */
    private final Set<Long> overdue;

    private final Instant now;
    private final LocalDate today;

    FactFinder(Snapshot register, Set<Long> overdue, Instant now) {
        this.register = register;
        this.overdue = overdue;
        this.now = now;
        this.today = now.atZone(Times.UK).toLocalDate();
    }

    OffenceClass offence(long caseId) {
        return details(caseId) == null ? OffenceClass.IIOC : details(caseId).offence();
    }

    private CaseDetails details(long caseId) {
        List<CaseDetails> found = register.ofCase(CaseDetails.class, caseId);
        return found.isEmpty() ? null : found.getLast();
    }

    /** The suspects the exhibit speaks about: whom it is attributed to, or every suspect of the case. */
    private List<CaseParty> suspects(long caseId, ExhibitDetails exhibit) {
        List<CaseParty> suspects = register.parties(caseId, PartyRole.SUSPECT);
        if (exhibit == null || exhibit.attributedTo() == null) {
            return suspects;
        }
        List<CaseParty> attributed = suspects.stream()
                .filter(s -> s.personId() == exhibit.attributedTo())
                .toList();
        return attributed.isEmpty() ? suspects : attributed;
    }

    Map<Fact, String> facts(long caseId, ExhibitDetails exhibit, TriageOutcome outcome) {
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        ofCase(facts, caseId);
        List<CaseParty> suspects = suspects(caseId, exhibit);
        if (suspects.isEmpty()) {
            add(facts, Fact.IDENTITY_UNKNOWN);
            add(facts, Fact.KIRAT_UNKNOWN);
            add(facts, Fact.ACCESS_UNKNOWN);
        }
        int clear = 0;
        for (CaseParty suspect : suspects) {
            ofSuspect(facts, caseId, suspect.personId());
            clear += clearOfChildren(suspect.personId()) ? 1 : 0;
        }
        if (clear > 0 && clear == suspects.size()) {
            add(facts, Fact.ACCESS_NONE_VERIFIED);
        }
        ofVictims(facts, caseId);
        if (exhibit != null && exhibit.evidenceAtRisk() != null) {
            facts.put(Fact.EVIDENCE_AT_RISK, "evidence is at risk: " + exhibit.evidenceAtRisk());
        }
        if (exhibit != null && exhibit.complainants()) {
            add(facts, Fact.COMPLAINANT_DEVICE);
        }
        ofOutcome(facts, outcome);
        if (exhibit != null) {
            register.ofExhibit(ChiefOfficerException.class, exhibit.exhibitId()).stream()
                    .filter(e -> e.current(now))
                    .forEach(e -> facts.put(
                            Fact.EXCEPTED,
                            "excepted by " + e.rank() + " " + e.officer() + " until " + Dates.day(e.until()) + " ("
                                    + e.reason() + ")"));
        }
        return facts;
    }

    private static void add(Map<Fact, String> facts, Fact fact) {
        facts.put(fact, fact.words());
    }

    private static void addIf(boolean holds, Map<Fact, String> facts, Fact fact) {
        if (holds) {
            add(facts, fact);
        }
    }

    private void ofCase(Map<Fact, String> facts, long caseId) {
        CaseDetails details = details(caseId);
        if (details == null) {
            return;
        }
        addIf(details.childInDanger(), facts, Fact.CHILD_IN_DANGER);
        addIf(details.extortion(), facts, Fact.EXTORTION);
        addIf(details.missingChild(), facts, Fact.MISSING_CHILD);
        addIf(details.contactOffence() || details.offence() == OffenceClass.CHILD_CONTACT, facts, Fact.CONTACT_OFFENCE);
        addIf(details.offence() == OffenceClass.ONLINE_GROOMING, facts, Fact.GROOMING);
    }

    private void ofSuspect(Map<Fact, String> facts, long caseId, long suspect) {
        Person person = register.person(suspect).orElse(null);
        addIf(person == null || !person.identified(), facts, Fact.IDENTITY_UNKNOWN);
        if (person != null && person.under18(now)) {
            facts.put(Fact.UNDER_18, "the suspect is under 18");
        }
        if (person != null && Boolean.TRUE.equals(person.worksWithChildren())) {
            add(facts, Fact.CHILD_ROLE);
            add(facts, Fact.CHILD_ACCESSIBLE);
        }
        kirat(facts, suspect);
        access(facts, suspect);
        for (OrderReference order : register.ofPerson(OrderReference.class, suspect)) {
            boolean order5 =
                    order.kind() == OrderKind.RSO || order.kind() == OrderKind.SHPO || order.kind() == OrderKind.CAWN;
            addIf(order5 && order.current(today), facts, Fact.ORDER_SUBJECT);
        }
        for (SuspectHistory history : register.ofPerson(SuspectHistory.class, suspect)) {
            boolean contact = Boolean.TRUE.equals(history.priorContactOffence());
            addIf(contact, facts, Fact.PRIOR_CONTACT);
            addIf(
                    contact
                            || Boolean.TRUE.equals(history.priorSexual())
                            || Boolean.TRUE.equals(history.domesticAbuse()),
                    facts,
                    Fact.PRIOR_HISTORY);
            addIf(Boolean.TRUE.equals(history.groomingOrIncitement()), facts, Fact.GROOMING);
            addIf(Boolean.TRUE.equals(history.producing()), facts, Fact.PRODUCING_OR_UNKNOWN);
        }
        addIf(register.status(caseId, suspect).isEmpty(), facts, Fact.RELEASE_UNKNOWN);
        register.status(caseId, suspect).ifPresent(status -> {
            addIf(status.kind() == ReleaseKind.RUI, facts, Fact.RUI);
            addIf(status.kind() == ReleaseKind.CUSTODY && status.resultTurns(), facts, Fact.CUSTODY_RESULT);
        });
        addIf(overdue.contains(suspect), facts, Fact.REASSESSMENT_OVERDUE);
        addIf(
                register.last(WelfareCheck.class, suspect, WelfareCheck::at)
                        .filter(w -> w.risk() == Level.HIGH)
                        .isPresent(),
                facts,
                Fact.WELFARE_HIGH);
    }

    private void kirat(Map<Fact, String> facts, long suspect) {
        KiratResult kirat = register.last(KiratResult.class, suspect, KiratResult::completedAt)
                .orElse(null);
        if (kirat == null) {
            add(facts, Fact.KIRAT_UNKNOWN);
        } else if (!kirat.trained() && kirat.level() == KiratLevel.LOW) {
            // More than thirty suspects were wrongly rated low for want of training (HMICFRS 2023).
            facts.put(Fact.KIRAT_UNKNOWN, "KIRAT is Low by an assessor without training, which counts as unknown");
        } else {
            add(
                    facts,
                    switch (kirat.level()) {
                        case LOW -> Fact.KIRAT_LOW;
                        case MEDIUM -> Fact.KIRAT_MEDIUM;
                        case HIGH -> Fact.KIRAT_HIGH;
                        case VERY_HIGH -> Fact.KIRAT_VERY_HIGH;
                    });
        }
    }

    private List<ChildAccess> accesses(long suspect) {
        return register.childrenInReach(suspect, now).stream()
                .sorted(Comparator.comparing(
                        a -> register.person(a.childId()).map(Person::born).orElse(null),
                        Comparator.nullsLast(Comparator.reverseOrder())))
                .toList();
    }

    private AccessAnswer answer(long suspect) {
        List<AccessAnswer> answers = register.ofPerson(AccessAnswer.class, suspect);
        return answers.isEmpty() ? null : answers.getLast();
    }

    private boolean clearOfChildren(long suspect) {
        AccessAnswer answer = answer(suspect);
        return accesses(suspect).isEmpty()
                && answer != null
                && answer.answer() == AccessAnswerKind.NONE_FOUND
                && answer.verifiedAt() != null;
    }

    private void access(Map<Fact, String> facts, long suspect) {
        List<ChildAccess> accesses = accesses(suspect);
        AccessAnswer answer = answer(suspect);
        if (accesses.isEmpty() && !clearOfChildren(suspect)) {
            facts.put(
                    Fact.ACCESS_UNKNOWN,
                    answer != null && answer.answer() == AccessAnswerKind.NONE_FOUND
                            ? "no access to children was found, but nobody verified it"
                            : Fact.ACCESS_UNKNOWN.words());
        }
        for (ChildAccess access : accesses) {
            boolean household = access.kind() == AccessKind.HOUSEHOLD;
            if (household && access.verifiedAt() != null) {
                facts.putIfAbsent(Fact.CHILD_IN_HOUSEHOLD, Fact.CHILD_IN_HOUSEHOLD.words());
            } else {
                add(facts, Fact.CHILD_ACCESSIBLE);
            }
            if ((household || access.regular()) && !planned(suspect, access.childId())) {
                facts.putIfAbsent(
                        Fact.ACCESS_NO_PLAN,
                        words(access.kind()) + child(access.childId()) + " and no verified plan is current");
            }
        }
    }

    private static String words(AccessKind kind) {
        return switch (kind) {
            case HOUSEHOLD -> "lives with ";
            case FAMILY -> "regularly sees, in the family, ";
            case WORK -> "regularly sees at work ";
            case VOLUNTEERING -> "regularly sees as a volunteer ";
            case CONTACT -> "is in regular contact with ";
            case OTHER -> "has regular access to ";
        };
    }

    private boolean planned(long suspect, long child) {
        return register.ofPerson(SafeguardingPlan.class, suspect).stream()
                .anyMatch(p -> p.childId() == child && p.current(now));
    }

    private String child(long id) {
        OptionalInt age = register.person(id).map(p -> p.ageAt(today)).orElse(OptionalInt.empty());
        return age.isPresent() ? "a child aged " + age.getAsInt() : "a child of unknown age";
    }

    private void ofVictims(Map<Fact, String> facts, long caseId) {
        List<CaseParty> victims = new ArrayList<>(register.parties(caseId, PartyRole.VICTIM));
        addIf(!victims.isEmpty(), facts, Fact.VICTIM_WAITING);
        boolean child = victims.stream()
                .anyMatch(v ->
                        register.person(v.personId()).map(p -> p.under18(now)).orElse(false));
        if (child) {
            facts.putIfAbsent(Fact.UNDER_18, "a victim is under 18");
        }
    }

    private static void ofOutcome(Map<Fact, String> facts, TriageOutcome outcome) {
        if (outcome == null) {
            return;
        }
        addIf(outcome.firstGeneration() > 0, facts, Fact.FIRST_GENERATION);
        addIf(outcome.illegalHits() > 0, facts, Fact.ILLEGAL_HITS);
        if (outcome.nearHits() > 0) {
            // A likeness proves nothing; until somebody has looked it must not rank below what is known.
            facts.putIfAbsent(Fact.ILLEGAL_HITS, "files resemble entries of an illegal set");
        }
        // Every device holds pictures no set knows; beside known illegal ones they may be unknown abuse.
        addIf(outcome.illegalHits() > 0 && outcome.unknownMedia() > 0, facts, Fact.PRODUCING_OR_UNKNOWN);
    }

    /** The nearest outside deadline of the exhibit's suspects: bail or custody end, court date. */
    RankInputs.Deadline deadline(long caseId, ExhibitDetails exhibit) {
        List<RankInputs.Deadline> all = new ArrayList<>();
        for (CaseParty suspect : suspects(caseId, exhibit)) {
            ReleaseStatus status = register.status(caseId, suspect.personId()).orElse(null);
            if (status != null && status.until() != null) {
                all.add(new RankInputs.Deadline(
                        status.kind() == ReleaseKind.CUSTODY ? "the end of the custody clock" : "the end of bail",
                        status.until()));
            }
        }
        for (CourtDate date : register.ofCase(CourtDate.class, caseId)) {
            if (date.at().isAfter(now)) {
                all.add(new RankInputs.Deadline(date.what(), date.at()));
            }
        }
        return all.stream().min(Comparator.comparing(RankInputs.Deadline::at)).orElse(null);
    }
}
