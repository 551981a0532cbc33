package org.curlew.triage.obligations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.referrals.Referrals;
import org.curlew.triage.register.CaseFile;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.People;
import org.curlew.triage.register.Release;
import org.curlew.triage.register.Safeguarding;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.rules.RuleBook;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The clocks: what is due, what is overdue, and who is told. */
@Service
public class Obligations {

    /** The rule of the 28-day review. */
    public static final String REVIEW = "supervisor-review";

    static final List<Class<? extends Entry>> KINDS = Snapshots.kinds(
            CaseFile.CaseDetails.class,
            CaseFile.CaseParty.class,
            CaseFile.CourtDate.class,
            CaseFile.StrategyDiscussion.class,
            People.Person.class,
            People.ChildAccess.class,
            People.AccessAnswer.class,
            People.KiratResult.class,
            Release.ReleaseStatus.class,
            Release.BailExtension.class,
            Release.WelfareCheck.class,
            Release.EmployerDisclosure.class,
            Release.TriggerDate.class,
            Safeguarding.RiskAssessment.class,
            Safeguarding.SafeguardingPlan.class,
            Safeguarding.Ppn.class,
            Safeguarding.VictimUpdate.class,
            Referrals.Referral.class,
            Referrals.PeerToPeerAlert.class,
            Referrals.Warrant.class);

    /** What may stand in the register without a case. */
    private static final List<Class<? extends Entry>> WITHOUT_CASE =
            Snapshots.kinds(Referrals.Referral.class, Referrals.PeerToPeerAlert.class, Referrals.Warrant.class);

    /** Cases a batch of a turn looks at; what is in memory at once grows with it. */
    private static final int BATCH = 1000;

    private final Snapshots snapshots;
    private final ClockMarks marks;
    private final TransactionTemplate transactions;
    private final Happenings happenings;
    private final ObligationStore store;
    private final Escalations escalations;
    private final Queue queue;
    private final RuleBook rules;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final Calendar calendar = new Calendar();

    Obligations(
            Snapshots snapshots,
            ClockMarks marks,
            TransactionTemplate transactions,
            Happenings happenings,
            ObligationStore store,
            Escalations escalations,
            Queue queue,
            RuleBook rules,
            Clock clock,
            ApplicationEventPublisher events) {
        this.snapshots = snapshots;
        this.marks = marks;
        this.transactions = transactions;
        this.happenings = happenings;
        this.store = store;
        this.escalations = escalations;
        this.queue = queue;
        this.rules = rules;
        this.clock = clock;
        this.events = events;
    }

    public ObligationRules rules() {
        return rules.inForce("obligations", ObligationRules.class);
    }

    /** The bail periods of the rules in force. */
    public BailClock bail() {
        return new BailClock(rules().bail());
    }

    /**
     * What a run of the clocks did.
     *
     * @param cases that were looked at
     * @param obligations that were computed in them
     * @param overdue of the whole register
     */
    public record Run(Instant at, int cases, int obligations, int overdue, int raised) {}

    /**
     * Computes what is due wherever a fact changed or an instant has come, records it and tells people what has newly
     * fallen. Runs are idempotent, and only one runs on a database at a time: after an outage one run catches up, and two
     * nodes at once raise each step once. Inside a caller's transaction the run is part of it; otherwise each batch of
     * cases is committed by itself. A change of rules makes the next run a full sweep.
     */
    public Run tick() {
        Run total = transactions.execute(status -> begin());
        Run batch;
        do {
            Run sum = total;
            batch = transactions.execute(status -> turn(sum.at()));
            total = new Run(
                    sum.at(),
                    sum.cases() + batch.cases(),
                    sum.obligations() + batch.obligations(),
                    0,
                    sum.raised() + batch.raised());
        } while (batch.cases() == BATCH);
        Run all = total;
        transactions.executeWithoutResult(status -> {
            if (store.run(all.at(), all.obligations(), all.raised())) {
                // The board's fortnight counts from the first run, which has only now been.
                marks.mark(ClockMarks.NO_CASE);
            }
        });
        if (all.cases() > 0) {
            events.publishEvent(new ClocksTurned(all.cases()));
        }
        return new Run(all.at(), all.cases(), all.obligations(), store.overdue(null, all.at()), all.raised());
    }

    /** Computes every case again, whatever changed: {@link #tick} gives the same, and is asked to more often. */
    public Run sweep() {
        transactions.executeWithoutResult(status -> marks.markAll());
        return tick();
    }

    private Run begin() {
        marks.oneAtATime();
        Instant now = clock.instant();
        Instant last = store.lastRun();
        if (last != null && now.isBefore(last.minus(Duration.ofMinutes(5)))) {
            throw new ObligationException("The clock shows " + now + ", before the clocks' last run at " + last
                    + "; nothing was changed. Check the server's time");
        }
        marks.markForRules(rules().version() + " / " + queue.rules().version(), now);
        return new Run(now, 0, 0, 0, 0);
    }

    private Run turn(Instant now) {
        marks.oneAtATime();
        List<Long> cases = marks.take(now, BATCH);
        if (cases.isEmpty()) {
            return new Run(now, 0, 0, 0, 0);
        }
        Snapshot register = snapshots.load(KINDS, marks.withTheirPeoplesOthers(cases), null);
        if (cases.contains(ClockMarks.NO_CASE)) {
            snapshots.loadWithoutCase(WITHOUT_CASE, register);
        }
        Horizon horizon = new Horizon(now);
        horizon.register(register);
        Clockwork clockwork = new Clockwork(rules(), queue.rules(), calendar, horizon);
        List<Obligation> found = clockwork.compute(happened(register, cases, horizon, now), now);
        store.save(found, cases);
        List<ObligationStore.Stored> open = store.openOf(cases);
        int raised = escalations.raise(rules(), clockwork, open, register, now);
        horizon.next().keySet().retainAll(new HashSet<>(cases));
        marks.next(horizon.next());
        return new Run(now, cases.size(), found.size(), 0, raised);
    }

    private List<Happening> happened(Snapshot register, Collection<Long> cases, Horizon horizon, Instant now) {
        List<Happening> ofExhibits = happenings.ofExhibits(cases, now);
        Map<Long, List<Happening>> byCase = new HashMap<>();
        ofExhibits.forEach(
                h -> byCase.computeIfAbsent(h.caseId(), id -> new ArrayList<>()).add(h));
        List<Happening> all = new ArrayList<>(happenings.reported(cases));
        all.addAll(ofExhibits);
        all.addAll(longOverdue(ofExhibits, horizon, now));
        all.addAll(new CaseHappenings(register, queue.bandsOf(cases), happenings.triggers(cases), byCase, bail(), now)
                .all());
        all.addAll(new AcceptanceHappenings(register).all());
        all.addAll(new OtherHappenings(register).all());
        // What was loaded of the people's other cases is not whole and is theirs to compute.
        Set<Long> wanted = new HashSet<>(cases);
        all.removeIf(h -> !wanted.contains(h.caseId() == null ? ClockMarks.NO_CASE : h.caseId()));
        horizon.happenings(all);
        return all;
    }

    /** What has used up the share of its target from which a superintendent must look (150 %, practice 3.2). */
    private List<Happening> longOverdue(List<Happening> ofExhibits, Horizon horizon, Instant now) {
        double share = queue.rules().lights().review();
        Map<String, Instant> received = new HashMap<>();
        ofExhibits.stream()
                .filter(h -> "EXHIBIT_RECEIVED".equals(h.type()))
                .forEach(h -> received.put(h.subject(), h.at()));
        List<Happening> found = new ArrayList<>();
        for (Happening target : ofExhibits) {
            Instant from = received.get(target.subject());
            if ("EXHIBIT_OVERDUE".equals(target.type()) && from != null) {
                Instant at = from.plusSeconds(
                        (long) (Duration.between(from, target.at()).toSeconds() * share));
                horizon.at(target.caseId(), at);
                if (!at.isAfter(now)) {
                    found.add(new Happening(
                            "EXHIBIT_LONG_OVERDUE",
                            target.subject(),
                            at,
                            target.caseId(),
                            null,
                            null,
                            target.exhibitId(),
                            target.attributes()));
                }
            }
        }
        return found;
    }

    /** Open obligations of a rule, or of all when null, the longest overdue first. */
    public List<Obligation> open(String ruleId) {
        return store.open(ruleId, null, null).stream()
                .map(ObligationStore.Stored::obligation)
                .toList();
    }

    /** Open obligations of a rule in one case, the longest overdue first. */
    public List<Obligation> open(String ruleId, long caseId) {
        return store.open(ruleId, caseId, null).stream()
                .map(ObligationStore.Stored::obligation)
                .toList();
    }

    /** Open obligations of a rule that are past due. */
    public List<Obligation> overdue(String ruleId) {
        return store.open(ruleId, null, clock.instant()).stream()
                .map(ObligationStore.Stored::obligation)
                .toList();
    }

    /** How many obligations of a rule are open and past due. */
    public int overdueCount(String ruleId) {
        return store.overdue(ruleId, clock.instant());
    }

    /**
     * An open obligation as a long list counts and orders it.
     *
     * @param caseId null where it belongs to no case
     */
    public record Due(long id, String ruleId, Long caseId, Instant due) {

        /** How many of a list, the earliest due first, are due before the instant. */
        public static int before(Instant at, List<Due> earliestFirst) {
            int low = 0;
            int high = earliestFirst.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (earliestFirst.get(middle).due().isBefore(at)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /** Every open obligation of the rules (of all when null) in brief, the earliest due first. */
    public List<Due> due(Collection<String> rules) {
        return store.due(rules);
    }

    /** These obligations whole, in this order: a page of {@link #due}. */
    public List<Obligation> read(List<Due> page) {
        return store.read(page.stream().map(Due::id).toList());
    }

    /** Everything a case ever owed, met, late, missed or open: the review chronology. */
    public List<Obligation> chronology(long caseId) {
        return store.ofCase(caseId);
    }
}
