package org.curlew.triage.obligations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.referrals.Referrals;
import org.curlew.triage.register.CaseFile;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.People;
import org.curlew.triage.register.Release;
import org.curlew.triage.register.Safeguarding;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.register.Times;
import org.curlew.triage.rules.RuleBook;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The clocks: what is due, what is overdue, and who is told. */
@Service
public class Obligations {

    static final List<Class<? extends Entry>> KINDS = Snapshots.kinds(
            CaseFile.CaseDetails.class,
            CaseFile.CaseParty.class,
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

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("EEE d MMMM yyyy, HH:mm", Locale.UK).withZone(Times.UK);

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
    private final Notifications notifications;
    private final Queue queue;
    private final Exhibits exhibits;
    private final RuleBook rules;
    private final Clock clock;
    private final Calendar calendar = new Calendar();

    Obligations(
            Snapshots snapshots,
            ClockMarks marks,
            TransactionTemplate transactions,
            Happenings happenings,
            ObligationStore store,
            Notifications notifications,
            Queue queue,
            Exhibits exhibits,
            RuleBook rules,
            Clock clock) {
        this.snapshots = snapshots;
        this.marks = marks;
        this.transactions = transactions;
        this.happenings = happenings;
        this.store = store;
        this.notifications = notifications;
        this.queue = queue;
        this.exhibits = exhibits;
        this.rules = rules;
        this.clock = clock;
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
        return new Run(all.at(), all.cases(), all.obligations(), store.overdue(all.at()), all.raised());
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
        int raised = escalate(clockwork, open, register, now);
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

    private int escalate(Clockwork clockwork, List<ObligationStore.Stored> open, Snapshot register, Instant now) {
        List<Long> ids = new ArrayList<>();
        List<Clockwork.Raised> steps = new ArrayList<>();
        List<Obligation> of = new ArrayList<>();
        for (ObligationStore.Stored stored : open) {
            for (Clockwork.Raised step : clockwork.raised(stored.obligation(), now)) {
                ids.add(stored.id());
                steps.add(step);
                of.add(stored.obligation());
            }
        }
        List<Long> added = ids.isEmpty() ? List.of() : store.raise(ids, steps, now);
        if (added.isEmpty()) {
            return 0;
        }
        List<String> recipients = new ArrayList<>();
        List<String> levels = new ArrayList<>();
        List<Long> obligations = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        Map<Long, String> references = exhibits.caseReferences();
        for (long n : added) {
            Obligation obligation = of.get((int) n);
            String level = steps.get((int) n).level();
            for (String recipient : recipients(level, obligation, register)) {
                recipients.add(recipient);
                levels.add(level);
                obligations.add(ids.get((int) n));
                texts.add(words(obligation, references, register, now));
            }
        }
        notifications.add(recipients, levels, obligations, texts);
        return added.size();
    }

    private List<String> recipients(String level, Obligation obligation, Snapshot register) {
        CaseDetails details = obligation.caseId() == null
                ? null
                : register.ofCase(CaseDetails.class, obligation.caseId()).stream()
                        .findFirst()
                        .orElse(null);
        return rules().recipients().get(level).stream()
                .map(who -> switch (who) {
                    case "officer" -> details == null ? null : details.officer();
                    case "supervisor" -> details == null ? null : details.supervisor();
                    default -> who;
                })
                // Nobody named: the role answers, so that nothing falls between two chairs.
                .map(who -> who == null ? "role:POLIT_SUPERVISOR" : who)
                .distinct()
                .toList();
    }

    private static String words(Obligation o, Map<Long, String> references, Snapshot register, Instant now) {
        StringBuilder words = new StringBuilder();
        if (o.caseId() != null) {
            words.append(references.get(o.caseId()));
        }
        if (o.personId() != null) {
            register.person(o.personId())
                    .ifPresent(p -> words.append(words.isEmpty() ? "" : ", ").append(p.name()));
        }
        words.append(words.isEmpty() ? "" : ": ")
                .append(o.what())
                .append("; due ")
                .append(WHEN.format(o.due()));
        if (o.overdue(now)) {
            long days = o.daysOverdue(now);
            words.append(days == 0 ? "; overdue" : days == 1 ? "; 1 day overdue" : "; " + days + " days overdue");
        }
        return words.toString();
    }

    /** Open obligations of a rule, or of all when null, the longest overdue first. */
    public List<Obligation> open(String ruleId) {
        return store.open(ruleId, null, null).stream()
                .map(ObligationStore.Stored::obligation)
                .toList();
    }

    /** Open obligations of a rule that are past due. */
    public List<Obligation> overdue(String ruleId) {
        return store.open(ruleId, null, clock.instant()).stream()
                .map(ObligationStore.Stored::obligation)
                .toList();
    }

    /** Everything a case ever owed, met, late, missed or open: the review chronology. */
    public List<Obligation> chronology(long caseId) {
        return store.ofCase(caseId);
    }
}
