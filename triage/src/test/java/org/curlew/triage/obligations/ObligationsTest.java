package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.AccessKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Release.WelfareCheck;
import org.curlew.triage.register.Safeguarding.RiskAssessment;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObligationsTest {

    private final World world = new World();
    private final Instant released = world.clock.instant().minus(Duration.ofDays(40));
    private long caseId;
    private long suspect;
    private long child;

    @BeforeEach
    void a_suspect_released_forty_days_ago_who_lives_with_a_child() {
        caseId = world.exhibits.openCase("OP-1", "dc");
        world.exhibits.bookIn("OP-1", "A/1", "dc");
        suspect = world.person("Alder Example", LocalDate.of(1980, 1, 1));
        child = world.person("Iris Specimen", LocalDate.of(2016, 6, 1));
        add(new CaseDetails(
                caseId,
                OffenceClass.IIOC,
                null,
                null,
                "DC Officer",
                null,
                "DS Supervisor",
                true,
                false,
                false,
                false,
                false,
                null,
                null,
                released,
                null,
                null));
        add(new CaseParty(caseId, suspect, PartyRole.SUSPECT, false, null));
        add(new ChildAccess(suspect, child, AccessKind.HOUSEHOLD, true, "home visit", released, null));
        add(status(ReleaseKind.RUI, released));
        world.queue.rerankAll("start", "test");
    }

    private void add(Entry entry) {
        world.register.add(entry, "dc", "import");
    }

    private ReleaseStatus status(ReleaseKind kind, Instant at) {
        return new ReleaseStatus(caseId, suspect, kind, at, null, null, null, null, false, null, null, null);
    }

    private ReleasedSuspects releasedSuspects() {
        return world.get(ReleasedSuspects.class);
    }

    private void assessed(Long of) {
        add(new RiskAssessment(
                caseId,
                suspect,
                of,
                org.curlew.triage.register.Release.Level.HIGH,
                "reasons",
                null,
                null,
                "dc",
                world.clock.instant()));
    }

    @Test
    void the_headline_names_who_was_not_looked_at_until_a_reassessment_is_done_for_suspect_and_child() {
        world.obligations.tick();

        List<ReleasedSuspect> rows = releasedSuspects().list();
        assertThat(ReleasedSuspects.headline(releasedSuspects().places()))
                .isEqualTo("1 suspect is past their risk reassessment; 1 of them lives with a child.");
        assertThat(rows.getFirst().sentence())
                .isEqualTo(
                        "Alder Example: released under investigation 40 days ago; lives with a child aged 9; no"
                                + " verified plan is current for each child; risk reassessment 33 days overdue; 1 device waits (P1)");
        assertThat(rows.getFirst().reassessments())
                .as("one for the suspect, one for the child")
                .hasSize(2);

        add(new WelfareCheck(caseId, suspect, world.clock.instant(), "PC", true, true, null, null, "well", null));
        world.obligations.tick();
        assertThat(releasedSuspects().list().getFirst().overdue())
                .as("a welfare check is not enough")
                .isTrue();

        assessed(null);
        world.obligations.tick();
        assertThat(ReleasedSuspects.headline(releasedSuspects().places()))
                .isEqualTo("No released suspect is past their risk reassessment.");
        assertThat(world.obligations.chronology(caseId))
                .filteredOn(o -> o.ruleId().equals("rui-reassessment") && o.state() == Obligation.State.MET_LATE)
                .hasSize(2);
    }

    @Test
    void an_overdue_reassessment_adds_its_points_to_the_suspects_exhibits() {
        int before = world.queue.list().getFirst().rank().points();
        world.obligations.tick();

        assertThat(world.queue.list().getFirst().rank().points()).isEqualTo(before + 10);
    }

    @Test
    void a_run_after_an_outage_of_weeks_gives_what_daily_runs_would_have_given() {
        world.obligations.tick();
        world.clock.forward(Duration.ofDays(60));
        world.obligations.tick();

        ObligationsTest daily = new ObligationsTest();
        daily.a_suspect_released_forty_days_ago_who_lives_with_a_child();
        daily.world.obligations.tick();
        for (int day = 0; day < 60; day++) {
            daily.world.clock.forward(Duration.ofDays(1));
            daily.world.obligations.tick();
        }

        List<Obligation> once = world.obligations.chronology(caseId);
        assertThat(once)
                .filteredOn(o -> o.ruleId().equals("supervisor-review"))
                .extracting(Obligation::state)
                .containsExactly(Obligation.State.MISSED, Obligation.State.MISSED, Obligation.State.OPEN);
        assertThat(once).isEqualTo(daily.world.obligations.chronology(daily.caseId));
        String steps = "select count(*) || ' ' || string_agg(distinct step, ' ' order by step) from escalation";
        assertThat(world.jdbc
                        .sql("select count(*) from notification n join obligation o on o.id = n.obligation_id"
                                + " where o.state = 'OPEN'")
                        .query(Long.class)
                        .single())
                .as("every step that has fallen for what is open was raised: "
                        + world.jdbc.sql(steps).query(String.class).single())
                .isEqualTo(daily.world
                        .jdbc
                        .sql("select count(*) from notification n join obligation o on o.id = n.obligation_id"
                                + " where o.state = 'OPEN'")
                        .query(Long.class)
                        .single());
    }

    @Test
    void two_nodes_at_once_raise_each_step_once() throws Exception {
        World other = new World(world.database, world.clock);
        CountDownLatch go = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<Obligations.Run>> runs =
                    List.of(threads.submit(() -> run(world, go)), threads.submit(() -> run(other, go)));
            go.countDown();
            for (Future<Obligations.Run> run : runs) {
                assertThat(run.get().obligations()).isPositive();
            }
        }
        long twice = world.jdbc.sql("""
                select count(*) from (select obligation_id, recipient, level, text from notification
                                      group by 1, 2, 3, 4 having count(*) > 1) d""").query(Long.class).single();
        assertThat(twice).isZero();
        assertThat(world.notifications.open("DS Supervisor")).isNotEmpty();
        assertThat(world.obligations.tick().raised()).isZero();
    }

    private static Obligations.Run run(World world, CountDownLatch go) throws InterruptedException {
        go.await();
        return world.database.transactions().execute(status -> world.obligations.tick());
    }

    @Test
    void a_clock_that_goes_back_changes_nothing_and_says_so() {
        world.obligations.tick();
        world.clock.set(world.clock.instant().minus(Duration.ofDays(1)));

        assertThatThrownBy(() -> world.obligations.tick())
                .hasMessageContaining("nothing was changed. Check the server's time");
    }

    @Test
    void people_get_one_digest_an_address_and_what_they_did_not_acknowledge_stays() {
        world.obligations.tick();
        MailAddresses addresses = world.get(MailAddresses.class);
        addresses.set("DS Supervisor", "supervisor@force.example", "admin");
        addresses.set("role:INSPECTOR", "inspector@force.example", "admin");
        addresses.set("role:SUPERINTENDENT", "inspector@force.example", "admin");

        List<Notifications.Digest> digests = world.notifications.digests(addresses.all());
        assertThat(digests)
                .as("one for each address, however many things are due and roles a person has")
                .extracting(Notifications.Digest::address)
                .containsExactly("inspector@force.example", "supervisor@force.example");
        Notifications.Digest mine = digests.getLast();
        assertThat(mine.body())
                .as("many may read an address: a mail names the case and nobody of it")
                .startsWith("OFFICIAL-SENSITIVE")
                .contains("OP-1: Reassess the risk")
                .doesNotContain("Alder Example");
        assertThat(world.notifications.open("DS Supervisor"))
                .as("in the application, where need-to-know holds, the person is named")
                .anyMatch(n -> n.text().startsWith("OP-1, Alder Example: Reassess the risk"));
        world.notifications.mailed(mine);
        assertThat(world.notifications.digests(addresses.all()))
                .extracting(Notifications.Digest::address)
                .doesNotContain("supervisor@force.example");

        long first = world.notifications.open("DS Supervisor").getFirst().id();
        int open = world.notifications.open("DS Supervisor").size();
        world.notifications.acknowledge(first, "DS Supervisor");
        assertThat(world.notifications.open("DS Supervisor")).hasSize(open - 1);
        assertThat(world.notifications.waitingForMail())
                .as("nobody has said where the officer is reached")
                .contains("DC Officer");
    }

    @Test
    void an_address_that_could_add_a_header_or_a_second_recipient_is_refused() {
        MailAddresses addresses = world.get(MailAddresses.class);
        for (String bad : List.of("a@force.example\r\nBcc: b@x.example", "a@x.example, b@x.example", "nobody")) {
            assertThatThrownBy(() -> addresses.set("role:ACC", bad, "admin"))
                    .hasMessageContaining("is no plain address");
        }
        assertThat(addresses.all()).isEmpty();
    }

    @Test
    void a_release_record_does_not_close_without_answer_plan_and_address_unless_a_named_rank_overrides() {
        ReleaseGate gate = world.get(ReleaseGate.class);
        ReleaseStatus again = status(ReleaseKind.VOLUNTARY, world.clock.instant());

        assertThatThrownBy(() -> gate.record(again, "dc", "interviewed", null))
                .hasMessageContaining("the question of access to children is unanswered")
                .hasMessageContaining("a child has no verified safeguarding plan")
                .hasMessageContaining("the release address was not checked against known children");
        assertThat(gate.record(again, "dc", "interviewed", new ReleaseGate.Override("Sample", "Insp", "hospital"))
                        .reason())
                .contains("overridden by Insp Sample: hospital");

        add(new AccessAnswer(suspect, AccessAnswerKind.FOUND, "visit", released));
        add(new SafeguardingPlan(
                caseId,
                suspect,
                child,
                "risk",
                "measures",
                "CSC",
                "visit",
                released,
                null,
                null,
                null,
                world.clock.instant().plus(Duration.ofDays(9)),
                "dc",
                "ds",
                released,
                null));
        ReleaseStatus checked = new ReleaseStatus(
                caseId,
                suspect,
                ReleaseKind.VOLUNTARY,
                world.clock.instant(),
                null,
                null,
                null,
                null,
                false,
                world.clock.instant(),
                null,
                null);
        assertThat(gate.missing(checked)).isEmpty();
    }

    @Test
    void bail_to_rui_needs_a_new_risk_assessment() {
        ReleaseGate gate = world.get(ReleaseGate.class);
        Instant bailed = world.clock.instant().minus(Duration.ofDays(5));
        add(new ReleaseStatus(
                caseId,
                suspect,
                ReleaseKind.BAIL,
                bailed,
                null,
                bailed.plus(Duration.ofDays(30)),
                null,
                null,
                false,
                null,
                null,
                null));
        ReleaseStatus rui = status(ReleaseKind.RUI, world.clock.instant());

        assertThat(gate.missing(rui)).contains("there is no new risk assessment");
        assessed(null);
        assertThat(gate.missing(rui)).doesNotContain("there is no new risk assessment");
    }
}
