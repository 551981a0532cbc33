package org.curlew.pipeline.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.curlew.triage.obligations.World;
import org.curlew.triage.queue.Band;
import org.curlew.triage.register.CaseEntries;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.People.AccessKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

/** Two nodes with the application's own Quartz settings, each with its scheduler, on one database. */
class TwoNodesTest {

    private final World first = new World();
    private final World second = new World(first.database, first.clock);
    private Scheduler one;
    private Scheduler two;
    private long caseId;
    private long suspect;

    @BeforeEach
    void a_suspect_released_forty_days_ago() throws Exception {
        Instant released = first.clock.instant().minus(Duration.ofDays(40));
        caseId = first.exhibits.openCase("OP-1", "dc");
        first.exhibits.bookIn("OP-1", "A/1", "dc");
        suspect = first.register
                .add(new Person(null, "Alder Example", null, true, null, null, null, List.of()), "dc", "import")
                .id();
        first.register.add(
                CaseEntries.images(caseId, released)
                        .officer("DC Officer")
                        .supervisor("DS Supervisor")
                        .entry(),
                "dc",
                "import");
        first.register.add(new CaseParty(caseId, suspect, PartyRole.SUSPECT, false, null), "dc", "import");
        first.register.add(
                new ReleaseStatus(
                        caseId, suspect, ReleaseKind.RUI, released, null, null, null, null, false, null, null, null),
                "dc",
                "import");
        one = node(first);
        two = node(second);
    }

    @AfterEach
    void stop() throws SchedulerException {
        one.shutdown(true);
        two.shutdown(true);
    }

    private static Scheduler node(World world) throws Exception {
        return Schedulers.node(
                world.database, world.context(), "obligations", ObligationsJob.class, Duration.ofSeconds(1));
    }

    private int runs() {
        try {
            return one.getMetaData().getNumberOfJobsExecuted()
                    + two.getMetaData().getNumberOfJobsExecuted();
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration await(BooleanSupplier holds) throws InterruptedException {
        long start = System.nanoTime();
        while (!holds.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
            Thread.sleep(50);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private long count(String sql) {
        return first.jdbc.sql(sql).query(Long.class).single();
    }

    @Test
    void nothing_is_raised_twice_by_two_schedulers() throws Exception {
        two.start();
        one.start();
        await(() -> runs() >= 5);

        assertThat(count("select count(*) from notification")).isPositive();
        assertThat(count("""
                select count(*) from (select obligation_id, recipient, level from notification
                                      group by 1, 2, 3 having count(*) > 1) twice""")).isZero();
        assertThat(count("select count(*) from escalation where not exists (select 1 from notification n"
                        + " where n.obligation_id = escalation.obligation_id)"))
                .as("nobody was told of it")
                .isZero();
    }

    @Test
    void the_queue_follows_a_trigger_within_five_seconds_when_one_of_two_nodes_dies() throws Exception {
        QueueFollower dying = new QueueFollower(first.queue, Duration.ofSeconds(1));
        QueueFollower living = new QueueFollower(second.queue, Duration.ofSeconds(1));
        dying.start();
        living.start();
        await(() -> count("select count(*) from queue_trigger where handled_at is null") == 0);
        dying.stop();

        long child = first.register
                .add(
                        new Person(null, "Iris Specimen", LocalDate.of(2016, 6, 1), true, null, null, null, List.of()),
                        "dc",
                        "linked")
                .id();
        first.register.add(
                new ChildAccess(suspect, child, AccessKind.HOUSEHOLD, true, null, null, null), "dc", "linked");
        Duration took = await(() -> first.queue.bandsByCase().get(caseId) == Band.P1);
        living.stop();

        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(count("select count(*) from exhibit_rank"))
                .as("each change was ranked once")
                .isEqualTo(2);
    }
}
