package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.curlew.triage.queue.TriageOutcome;
import org.curlew.triage.referrals.Referrals.PeerToPeerAlert;
import org.curlew.triage.referrals.Referrals.Referral;
import org.curlew.triage.referrals.Referrals.Warrant;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.ExhibitFile.ChiefOfficerException;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.AccessKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.KiratLevel;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.register.Release.Level;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Release.WelfareCheck;
import org.curlew.triage.register.Safeguarding.RiskAssessment;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Versioned;
import org.junit.jupiter.api.Test;

/** A turn that looks only at what changed leaves what a turn over everything would leave. */
class IncrementalTurnTest {

    @Property(tries = 6)
    void after_any_history_a_full_sweep_changes_nothing(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        History history = new History(new Random(seed));
        history.start();
        for (int step = 0; step < 40; step++) {
            String did = history.step();
            history.world.obligations.tick();
            history.sweepChangesNothing("step " + step + ", " + did);
            history.releasedSuspectsStandInOrder("step " + step + ", " + did);
        }
    }

    @Test
    void a_turn_looks_only_at_cases_that_changed_or_whose_time_has_come() {
        History history = new History(new Random(1));
        history.start();
        history.world.obligations.tick();
        assertThat(history.world.obligations.tick().cases()).isZero();

        history.add(new KiratResult(
                history.suspects.getFirst(), KiratLevel.HIGH, "2", "dc", true, history.world.clock.instant(), null));
        assertThat(history.world.obligations.tick().cases()).isEqualTo(1);

        history.world.clock.forward(Duration.ofDays(400));
        assertThat(history.world.obligations.tick().cases())
                .as("everything has fallen due")
                .isGreaterThanOrEqualTo(history.cases.size());
        assertThat(history.world.obligations.sweep().cases()).isEqualTo(history.cases.size() + 1);
    }

    @Test
    void new_rules_make_the_next_turn_a_full_sweep() {
        History history = new History(new Random(2));
        history.start();
        history.world.obligations.tick();
        history.world
                .jdbc
                .sql("update clock_rules set versions = 'the rules before'")
                .update();
        assertThat(history.world.obligations.tick().cases()).isEqualTo(history.cases.size() + 1);
        assertThat(history.world.obligations.tick().cases()).isZero();
    }

    /** Random acts on a small register. */
    private static final class History {

        final World world = new World();
        final Random random;
        final List<Long> cases = new ArrayList<>();
        final List<Long> suspects = new ArrayList<>();
        final List<Long> children = new ArrayList<>();
        final List<Long> exhibits = new ArrayList<>();
        int number;

        History(Random random) {
            this.random = random;
        }

        void start() {
            for (int i = 0; i < 3; i++) {
                openCase();
            }
            world.queue.rerankAll("start", "test");
            // The board's fortnight counts from the first run, so that only the second one knows of it.
            world.obligations.tick();
        }

        private Instant now() {
            return world.clock.instant();
        }

        private <T> T any(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        private Instant around(int days) {
            return now().plus(Duration.ofHours(random.nextInt(days * 24)));
        }

        private Instant before(int days) {
            return now().minus(Duration.ofHours(1 + random.nextInt(days * 24)));
        }

        <T extends Entry> Versioned<T> add(T entry) {
            return world.register.add(entry, "dc", "told");
        }

        private long person(int aged) {
            LocalDate born =
                    LocalDate.ofInstant(now(), ZoneOffset.UTC).minusYears(aged).plusDays(random.nextInt(60));
            return add(new Person(null, "P " + number++, born, true, null, null, null, List.of()))
                    .id();
        }

        private CaseDetails details(long caseId, Instant closed) {
            return new CaseDetails(
                    caseId,
                    OffenceClass.IIOC,
                    null,
                    null,
                    "DC",
                    null,
                    "DS",
                    true,
                    false,
                    false,
                    false,
                    false,
                    null,
                    null,
                    now().minus(Duration.ofDays(60)),
                    closed,
                    null);
        }

        private void openCase() {
            String reference = "OP-" + number++;
            long caseId = world.exhibits.openCase(reference, "dc");
            cases.add(caseId);
            exhibits.add(world.exhibits.bookIn(reference, "A/" + number++, "dc").id());
            add(details(caseId, null));
            // Some suspects stand in two cases.
            long suspect = !suspects.isEmpty() && random.nextInt(3) == 0 ? any(suspects) : person(40);
            suspects.add(suspect);
            add(new CaseParty(caseId, suspect, PartyRole.SUSPECT, false, null));
            long child = person(18);
            children.add(child);
            add(new ChildAccess(
                    suspect,
                    child,
                    AccessKind.HOUSEHOLD,
                    true,
                    "visit",
                    before(3),
                    random.nextBoolean() ? null : around(40)));
            add(new CaseParty(caseId, person(18), PartyRole.VICTIM, random.nextBoolean(), null));
            release(caseId, suspect, before(30));
        }

        private void release(long caseId, long suspect, Instant at) {
            ReleaseKind kind = any(List.of(ReleaseKind.RUI, ReleaseKind.RUI, ReleaseKind.BAIL, ReleaseKind.CHARGED));
            Instant until = kind == ReleaseKind.BAIL ? at.plus(Duration.ofDays(80)) : null;
            add(new ReleaseStatus(
                    caseId, suspect, kind, at, at.minusSeconds(3600), until, null, null, false, null, null, null));
        }

        /** One act, or time that passes; gives it in words. */
        String step() {
            int i = random.nextInt(cases.size());
            long caseId = cases.get(i);
            long suspect = suspects.get(i);
            int act = random.nextInt(17);
            try {
                act(act, caseId, suspect, i);
            } catch (RegisterException refused) {
                // A random act may contradict the register; what it refuses did not happen.
                return "refused act " + act;
            }
            return "act " + act;
        }

        private void act(int act, long caseId, long suspect, int i) {
            switch (act) {
                case 0 -> openCase();
                case 1 -> release(caseId, suspect, now().minusSeconds(random.nextInt(7200)));
                case 2 ->
                    add(new RiskAssessment(
                            caseId,
                            suspect,
                            random.nextBoolean() ? null : children.get(i),
                            Level.HIGH,
                            "r",
                            null,
                            null,
                            "dc",
                            now()));
                case 3 ->
                    add(new WelfareCheck(
                            caseId, suspect, now(), "dc", random.nextBoolean(), true, null, Level.LOW, "well", null));
                case 4 ->
                    add(new SafeguardingPlan(
                            caseId,
                            suspect,
                            children.get(i),
                            "r",
                            "m",
                            "dc",
                            "v",
                            now(),
                            "c",
                            "a",
                            "k",
                            around(30),
                            "dc",
                            "ds",
                            now(),
                            null));
                case 5 -> close(caseId, random.nextBoolean() ? now() : null);
                case 6 -> refer(random.nextBoolean() ? caseId : null);
                case 7 -> add(new PeerToPeerAlert("A-" + number++, before(2), null, null));
                case 8 ->
                    add(new Warrant(
                            "W-" + number++,
                            random.nextBoolean() ? caseId : null,
                            suspect,
                            KiratLevel.HIGH,
                            null,
                            before(2),
                            around(60),
                            null,
                            null,
                            null));
                case 9 -> world.queue.rerank(exhibits.get(i), outcome(), "triage");
                case 10 -> world.exhibits.move(exhibits.get(i), ExhibitState.TRIAGED, "dc", "done");
                case 11 ->
                    add(new ChiefOfficerException(exhibits.get(i), "Acc Example", "ACC", "r", now(), around(30)));
                case 12 -> world.happenings.report("VID_TASKED", "exhibit:" + exhibits.get(i), now(), caseId, "dc");
                case 14 ->
                    add(new AccessAnswer(
                            suspect,
                            random.nextInt(4) > 0 ? AccessAnswerKind.NONE_FOUND : AccessAnswerKind.FOUND,
                            "visit",
                            random.nextInt(4) > 0 ? now() : null));
                case 13 -> world.queue.rerankAll("night", "queue");
                default -> world.clock.forward(Duration.ofHours(1 + random.nextInt(24 * 20)));
            }
        }

        private TriageOutcome outcome() {
            return new TriageOutcome(random.nextInt(2), Map.of(), true, 0, 3, random.nextInt(2));
        }

        private void close(long caseId, Instant at) {
            Versioned<CaseDetails> open = world.register
                    .list(CaseDetails.class, Filter.ofCase(caseId))
                    .getFirst();
            world.register.edit(open.id(), open.version(), details(caseId, at), "ds", "told");
        }

        private void refer(Long caseId) {
            List<Versioned<Referral>> before = world.register.list(Referral.class, Filter.ALL);
            if (before.isEmpty() || random.nextBoolean()) {
                add(referral("R-" + number++, caseId));
            } else {
                Versioned<Referral> moved = any(before);
                world.register.edit(
                        moved.id(), moved.version(), referral(moved.entry().reference(), caseId), "ds", "told");
            }
        }

        private Referral referral(String reference, Long caseId) {
            return new Referral(
                    "NCA",
                    reference,
                    caseId,
                    now().minusSeconds(60),
                    null,
                    null,
                    null,
                    null,
                    false,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        void sweepChangesNothing(String when) {
            List<String> incremental = rows();
            List<String> full = world.database.transactions().execute(status -> {
                world.obligations.sweep();
                List<String> swept = rows();
                status.setRollbackOnly();
                return swept;
            });
            assertThat(incremental).as(when).isEqualTo(full);
        }

        /** The one query that orders says what the rows, each computed from the register, say. */
        void releasedSuspectsStandInOrder(String when) {
            ReleasedSuspects suspects = world.get(ReleasedSuspects.class);
            List<ReleasedSuspect> rows = suspects.list();
            assertThat(rows.stream().map(r -> r.caseId() + "/" + r.suspectId()).toList())
                    .as(when)
                    .containsExactlyInAnyOrderElementsOf(released());
            assertThat(rows)
                    .as(when)
                    .isSortedAccordingTo(
                            Comparator.comparing((ReleasedSuspect r) -> !(r.livesWithChild() && r.planMissing()))
                                    .thenComparing(r -> !r.planMissing())
                                    .thenComparing(r -> !r.accessUnknown())
                                    .thenComparing(ReleasedSuspect::band)
                                    .thenComparing(ReleasedSuspect::daysOverdue, Comparator.reverseOrder())
                                    .thenComparing(ReleasedSuspect::suspectId));
            assertThat(suspects.places())
                    .as(when)
                    .extracting(
                            ReleasedSuspects.Place::livesWithChild,
                            ReleasedSuspects.Place::accessUnknown,
                            ReleasedSuspects.Place::overdue,
                            ReleasedSuspects.Place::daysOverdue)
                    .containsExactlyElementsOf(rows.stream()
                            .map(r -> tuple(r.livesWithChild(), r.accessUnknown(), r.overdue(), r.daysOverdue()))
                            .toList());
        }

        private List<String> released() {
            List<String> found = new ArrayList<>();
            for (Versioned<CaseParty> party : world.register.list(CaseParty.class, Filter.ALL)) {
                CaseParty p = party.entry();
                boolean closed = world.register.list(CaseDetails.class, Filter.ofCase(p.caseId())).stream()
                        .anyMatch(d -> d.entry().closedAt() != null);
                boolean rui = world.register.list(ReleaseStatus.class, Filter.ofCase(p.caseId())).stream()
                        .map(Versioned::entry)
                        .filter(s -> s.suspectId() == p.personId())
                        .max(Comparator.comparing(ReleaseStatus::at))
                        .filter(s -> s.kind() == ReleaseKind.RUI)
                        .isPresent();
                if (p.role() == PartyRole.SUSPECT && rui && !closed) {
                    found.add(p.caseId() + "/" + p.personId());
                }
            }
            return found;
        }

        private List<String> rows() {
            return world.jdbc.sql("""
                            select concat_ws(' ', o.rule_id, o.subject, o.period, o.due, o.state, o.met_at, o.case_id,
                                             o.band, o.level, (select string_agg(e.step, ',' order by e.step)
                                                               from escalation e where e.obligation_id = o.id))
                            from obligation o order by o.rule_id, o.subject, o.period
                            """).query(String.class).list();
        }
    }
}
