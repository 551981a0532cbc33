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
import org.springframework.stereotype.Service;

/** "Who has not been looked at?": every suspect released under investigation, the worst first. */
@Service
public class ReleasedSuspects {

    private final SuspectPlaces places;
    private final Snapshots snapshots;
    private final ClockMarks people;
    private final ObligationStore store;
    private final Queue queue;
    private final Exhibits exhibits;
    private final Clock clock;

    ReleasedSuspects(
            SuspectPlaces places,
            Snapshots snapshots,
            ClockMarks people,
            ObligationStore store,
            Queue queue,
            Exhibits exhibits,
            Clock clock) {
        this.places = places;
        this.snapshots = snapshots;
        this.people = people;
        this.store = store;
        this.queue = queue;
        this.exhibits = exhibits;
        this.clock = clock;
    }

    /**
     * A suspect's place in the list, for counting and paging.
     *
     * @param accessUnknown nobody answered whether there is a child
     * @param overdue past the risk reassessment, as the clocks last computed it
     * @param daysOverdue whole days, nought when it is not
     */
    public record Place(
            long caseId,
            long suspectId,
            boolean livesWithChild,
            boolean accessUnknown,
            boolean overdue,
            long daysOverdue) {}

    /** Every place, by risk, then by days overdue; the band that counts is that of the clocks' last turn. */
    public List<Place> places() {
        return places.inOrder(clock.instant());
    }

    /** All rows, by risk, then by days overdue; a page of a long list is {@link #rows} of its places. */
    public List<ReleasedSuspect> list() {
        return rows(places());
    }

    /** The rows of some places, in their order. One that is released no longer is left out. */
    public List<ReleasedSuspect> rows(List<Place> page) {
        Instant now = clock.instant();
        List<Long> cases = page.stream().map(Place::caseId).distinct().toList();
        Snapshot register = snapshots.load(Obligations.KINDS, people.withTheirPeoplesOthers(cases), null);
        List<Obligation> open = store.openOf(cases).stream()
                .map(ObligationStore.Stored::obligation)
                .toList();
        Map<String, List<Obligation>> reassessments = bySuspect(open, "rui-reassessment");
        Map<String, List<Obligation>> welfare = bySuspect(open, "welfare-ongoing");
        Map<Long, Band> bands = queue.bandsOf(cases);
        Map<Long, String> references = exhibits.caseReferences(cases);
        Map<Long, Integer> devices = queue.waitingOf(cases);
        List<ReleasedSuspect> rows = new ArrayList<>();
        for (Place p : page) {
            ReleaseStatus status = register.status(p.caseId(), p.suspectId()).orElse(null);
            if (status != null && status.kind() == ReleaseKind.RUI) {
                String key = CaseHappenings.suspect(p.caseId(), p.suspectId());
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
        return rows;
    }

    /** The page's first line: "7 suspects are past their risk reassessment; 2 of them live with a child." */
    public static String headline(List<Place> places) {
        long overdue = places.stream().filter(Place::overdue).count();
        long living = places.stream().filter(p -> p.overdue && p.livesWithChild).count();
        if (overdue == 0) {
            return "No released suspect is past their risk reassessment.";
        }
        String first = overdue == 1
                ? "1 suspect is past their risk reassessment"
                : overdue + " suspects are past their risk reassessment";
        return first + "; " + (living == 0 ? "none" : living) + " of them " + (living == 1 ? "lives" : "live")
                + " with a child.";
    }

    private static Map<String, List<Obligation>> bySuspect(List<Obligation> open, String rule) {
        Map<String, List<Obligation>> by = new HashMap<>();
        open.stream().filter(o -> rule.equals(o.ruleId())).forEach(o -> by.computeIfAbsent(
                        o.subject().replaceFirst("/child:.*", ""), k -> new ArrayList<>())
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
            Place party,
            Instant released,
            String reference,
            List<Obligation> reassessments,
            List<Obligation> welfare,
            Band band,
            int devices,
            Instant now) {
        LocalDate today = now.atZone(Times.UK).toLocalDate();
        List<ChildAccess> accesses = register.childrenInReach(party.suspectId(), now);
        Integer youngest = accesses.stream()
                .map(a -> register.person(a.childId()).map(c -> c.ageAt(today)).orElse(OptionalInt.empty()))
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt)
                .min(Integer::compare)
                .orElse(null);
        List<AccessAnswer> answers = register.ofPerson(AccessAnswer.class, party.suspectId());
        AccessAnswer answer = answers.isEmpty() ? null : answers.getLast();
        boolean noneVerified =
                answer != null && answer.answer() == AccessAnswerKind.NONE_FOUND && answer.verifiedAt() != null;
        boolean unknown = accesses.isEmpty() && !noneVerified;
        boolean lives = accesses.stream().anyMatch(a -> a.kind() == AccessKind.HOUSEHOLD);
        List<SafeguardingPlan> plans = register.ofPerson(SafeguardingPlan.class, party.suspectId()).stream()
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
        String name = register.person(party.suspectId()).map(Person::name).orElse("unidentified");
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
                party.suspectId(),
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
