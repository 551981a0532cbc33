package org.curlew.triage.obligations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.curlew.triage.queue.Band;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.AccessKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.register.Times;
import org.curlew.triage.register.Versioned;
import org.springframework.stereotype.Service;

/** "Who has not been looked at?": every suspect released under investigation, the worst first. */
@Service
public class ReleasedSuspects {

    private final Snapshots snapshots;
    private final Obligations obligations;
    private final Queue queue;
    private final Exhibits exhibits;
    private final Clock clock;

    ReleasedSuspects(Snapshots snapshots, Obligations obligations, Queue queue, Exhibits exhibits, Clock clock) {
        this.snapshots = snapshots;
        this.obligations = obligations;
        this.queue = queue;
        this.exhibits = exhibits;
        this.clock = clock;
    }

    /** The rows, by risk, then by days overdue. */
    public List<ReleasedSuspect> list() {
        Instant now = clock.instant();
        Snapshot register = snapshots.load(Obligations.KINDS, null, null);
        Map<String, List<Obligation>> reassessments = bySuspect(obligations.open("rui-reassessment"));
        Map<String, List<Obligation>> welfare = bySuspect(obligations.open("welfare-ongoing"));
        Map<Long, Band> bands = queue.bandsByCase();
        Map<Long, String> references = exhibits.caseReferences();
        Map<Long, Integer> devices = queue.waitingByCase();
        List<ReleasedSuspect> rows = new ArrayList<>();
        for (Versioned<CaseParty> party : register.all(CaseParty.class)) {
            CaseParty p = party.entry();
            ReleaseStatus status = register.status(p.caseId(), p.personId()).orElse(null);
            boolean closed =
                    register.ofCase(CaseDetails.class, p.caseId()).stream().anyMatch(c -> c.closedAt() != null);
            if (p.role() == PartyRole.SUSPECT && !closed && status != null && status.kind() == ReleaseKind.RUI) {
                String key = CaseHappenings.suspect(p.caseId(), p.personId());
                rows.add(row(
                        register,
                        p,
                        since(register, status),
                        references.get(p.caseId()),
                        reassessments.getOrDefault(key, List.of()),
                        welfare.getOrDefault(key, List.of()),
                        bands.getOrDefault(p.caseId(), Band.P2),
                        devices.getOrDefault(p.caseId(), 0),
                        now));
            }
        }
        rows.sort(Comparator.comparing((ReleasedSuspect r) -> !(r.livesWithChild() && r.planMissing()))
                .thenComparing(r -> !r.planMissing())
                .thenComparing(r -> !r.accessUnknown())
                .thenComparing(ReleasedSuspect::band)
                .thenComparing(ReleasedSuspect::daysOverdue, Comparator.reverseOrder())
                .thenComparing(ReleasedSuspect::suspectId));
        return rows;
    }

    /** The page's first line: "7 suspects are past their risk reassessment; 2 of them live with a child." */
    public static String headline(List<ReleasedSuspect> rows) {
        List<ReleasedSuspect> overdue =
                rows.stream().filter(ReleasedSuspect::overdue).toList();
        long living = overdue.stream().filter(ReleasedSuspect::livesWithChild).count();
        if (overdue.isEmpty()) {
            return "No released suspect is past their risk reassessment.";
        }
        String first = overdue.size() == 1
                ? "1 suspect is past their risk reassessment"
                : overdue.size() + " suspects are past their risk reassessment";
        return first + "; " + (living == 0 ? "none" : living) + " of them " + (living == 1 ? "lives" : "live")
                + " with a child.";
    }

    private static Map<String, List<Obligation>> bySuspect(List<Obligation> open) {
        Map<String, List<Obligation>> by = new HashMap<>();
        open.forEach(o -> by.computeIfAbsent(o.subject().replaceFirst("/child:.*", ""), k -> new ArrayList<>())
                .add(o));
        return by;
    }

    /** The first of the present run of RUI statuses. */
    private static Instant since(Snapshot register, ReleaseStatus last) {
        Instant since = last.at();
        for (ReleaseStatus s : register.ofPerson(ReleaseStatus.class, last.suspectId()).stream()
                .filter(s -> s.caseId() == last.caseId())
                .sorted(Comparator.comparing(ReleaseStatus::at).reversed())
                .toList()) {
            if (s.kind() != ReleaseKind.RUI) {
                break;
            }
            since = s.at();
        }
        return since;
    }

    private ReleasedSuspect row(
            Snapshot register,
            CaseParty party,
            Instant released,
            String reference,
            List<Obligation> reassessments,
            List<Obligation> welfare,
            Band band,
            int devices,
            Instant now) {
        LocalDate today = now.atZone(Times.UK).toLocalDate();
        List<ChildAccess> accesses = register.ofPerson(ChildAccess.class, party.personId()).stream()
                .filter(a -> a.endedAt() == null || a.endedAt().isAfter(now))
                .filter(a -> register.person(a.childId())
                        .map(c -> c.born() == null || c.under18(now))
                        .orElse(true))
                .toList();
        Integer youngest = accesses.stream()
                .map(a -> register.person(a.childId()).map(c -> c.ageAt(today)).orElse(OptionalInt.empty()))
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt)
                .min(Integer::compare)
                .orElse(null);
        List<AccessAnswer> answers = register.ofPerson(AccessAnswer.class, party.personId());
        AccessAnswer answer = answers.isEmpty() ? null : answers.getLast();
        boolean noneVerified =
                answer != null && answer.answer() == AccessAnswerKind.NONE_FOUND && answer.verifiedAt() != null;
        boolean unknown = accesses.isEmpty() && !noneVerified;
        boolean lives = accesses.stream().anyMatch(a -> a.kind() == AccessKind.HOUSEHOLD);
        List<SafeguardingPlan> plans = register.ofPerson(SafeguardingPlan.class, party.personId()).stream()
                .filter(p -> p.current(now))
                .toList();
        boolean planMissing =
                accesses.stream().anyMatch(a -> plans.stream().noneMatch(p -> p.childId() == a.childId()));
        Instant planUntil = planMissing || accesses.isEmpty()
                ? null
                : plans.stream()
                        .map(SafeguardingPlan::nextReview)
                        .min(Comparator.naturalOrder())
                        .orElse(null);
        Instant due = reassessments.stream()
                .map(Obligation::due)
                .min(Comparator.naturalOrder())
                .orElse(null);
        boolean overdue = due != null && due.isBefore(now);
        long days = overdue ? Duration.between(due, now).toDays() : 0;
        Instant welfareDue = welfare.stream()
                .map(Obligation::due)
                .min(Comparator.naturalOrder())
                .orElse(null);
        String access = accessWords(accesses, youngest, lives, unknown);
        String name = register.person(party.personId()).map(Person::name).orElse("unidentified");
        String sentence = name + ": released under investigation "
                + Duration.between(released, now).toDays() + " days ago; "
                + access + "; " + planWords(accesses, planMissing) + "; "
                + (due == null
                        ? "no reassessment is computed yet"
                        : overdue
                                ? "risk reassessment " + days(days) + " overdue"
                                : "risk reassessment due in "
                                        + days(Duration.between(now, due).toDays()))
                + "; " + (devices == 1 ? "1 device waits" : devices + " devices wait") + " (" + band + ")";
        return new ReleasedSuspect(
                party.caseId(),
                reference,
                party.personId(),
                name,
                released,
                Duration.between(released, now).toDays(),
                (int) accesses.stream().map(ChildAccess::childId).distinct().count(),
                youngest,
                access,
                unknown,
                lives,
                planMissing,
                planUntil,
                due,
                days,
                overdue,
                welfareDue,
                welfareDue != null && welfareDue.isBefore(now),
                devices,
                band,
                sentence,
                reassessments);
    }

    private static String days(long days) {
        return days == 1 ? "1 day" : days + " days";
    }

    private static String planWords(List<ChildAccess> accesses, boolean missing) {
        return accesses.isEmpty()
                ? "no plan is needed that we know of"
                : missing ? "no verified plan is current for each child" : "a plan is current";
    }

    private static String accessWords(List<ChildAccess> accesses, Integer youngest, boolean lives, boolean unknown) {
        if (unknown) {
            return "access to children is unknown";
        }
        if (accesses.isEmpty()) {
            return "no access to children was found, verified";
        }
        long children = accesses.stream().map(ChildAccess::childId).distinct().count();
        String who = children == 1 ? "a child" : children + " children";
        String age = Objects.isNull(youngest)
                ? " of unknown age"
                : (children == 1 ? " aged " : ", the youngest ") + youngest;
        return (lives ? "lives with " : "has access to ") + who + age;
    }
}
