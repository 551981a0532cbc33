package org.curlew.pipeline.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.KeyFileSigner;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerChainer;
import org.curlew.storage.ledger.LedgerCheckpoints;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.LedgerExport;
import org.curlew.storage.ledger.LedgerVerdict;
import org.curlew.storage.ledger.LedgerVerifier;
import org.curlew.storage.ledger.ProcessingAct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The ledger is signed every hour, also where nothing ran for some of them. */
class HourlyCheckpointTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final Ledger ledger = new Ledger(database.dataSource());
    private KeyFileSigner signer;
    private LedgerCheckpoints checkpoints;
    private Scheduler scheduler;

    @BeforeEach
    void a_node() throws Exception {
        signer = KeyFileSigner.open(folder.resolve("keys"), "Example Police");
        checkpoints = new LedgerCheckpoints(
                jdbc,
                database.transactions(),
                new LedgerChainer(jdbc, database.transactions()),
                signer,
                null,
                Files.createDirectories(folder.resolve("second-place")),
                Clock.systemUTC());
        scheduler = node();
    }

    private Scheduler node() throws Exception {
        GenericApplicationContext context = new GenericApplicationContext();
        context.registerBean(LedgerCheckpoints.class, () -> checkpoints);
        context.refresh();
        return Schedulers.node(database, context, "ledger-checkpoint", CheckpointJob.class, HOUR);
    }

    @AfterEach
    void stop() throws SchedulerException {
        scheduler.shutdown(true);
    }

    private void act(int number) {
        database.transactions()
                .executeWithoutResult(
                        status -> ledger.append(LedgerEntry.of("examiner", "EXHIBIT_VIEWED", ProcessingAct.CONSULTATION)
                                .with("page", number)));
    }

    private long signed() {
        return jdbc.queryForObject("select count(*) from ledger_checkpoint", Long.class);
    }

    private static void await(BooleanSupplier holds, String what) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            Thread.sleep(50);
        }
    }

    /** When the next one is due. */
    private Instant next() {
        return Instant.ofEpochMilli(jdbc.queryForObject(
                "select next_fire_time from qrtz_triggers where trigger_name = ?", Long.class, "ledger-checkpoint"));
    }

    /** The node stands still, and time goes by. */
    private void outage(Duration time) throws SchedulerException {
        scheduler.standby();
        int moved = jdbc.update(
                "update qrtz_triggers set next_fire_time = ? where trigger_name = ?",
                Instant.now().minus(time).toEpochMilli(),
                "ledger-checkpoint");
        assertThat(moved).isEqualTo(1);
    }

    @Test
    void the_head_is_signed_at_once_and_then_every_hour_and_what_an_outage_missed_is_made_up_for_once()
            throws Exception {
        act(1);
        scheduler.start();
        await(() -> signed() == 1, "the first checkpoint");
        await(() -> next().isAfter(Instant.now().plus(Duration.ofMinutes(50))), "the next hour");
        assertThat(next()).isBefore(Instant.now().plus(HOUR).plusSeconds(1));

        act(2);
        outage(Duration.ofHours(3));
        Thread.sleep(500);
        assertThat(signed()).as("nothing runs in an outage").isEqualTo(1);
        scheduler.start();
        await(() -> signed() == 2, "the checkpoint that was missed");
        await(() -> next().isAfter(Instant.now()), "the next hour after the outage");
        assertThat(next()).isBefore(Instant.now().plus(HOUR).plusSeconds(1));

        act(3);
        scheduler.shutdown(true);
        scheduler = node();
        scheduler.start();
        await(() -> signed() == 3, "the checkpoint of a node that starts");
        Thread.sleep(500);
        assertThat(signed()).as("three missed hours are one run, not three").isEqualTo(3);

        scheduler.standby();
        Path export = folder.resolve("export");
        new LedgerExport(jdbc, database.transactions(), checkpoints, signer).export(export);
        LedgerVerdict verdict = LedgerVerifier.verify(export, export.resolve("certificate.pem"));
        assertThat(verdict.sound()).as(verdict.toString()).isTrue();
        assertThat(verdict.entries()).isEqualTo(3);
        assertThat(verdict.checkpoints())
                .as("three by the clock, one for the export")
                .isEqualTo(4);
        assertThat(jdbc.queryForList("select body from ledger_checkpoint order by number", String.class))
                .extracting(body -> body.replaceAll(".*\"count\":(\\d+).*", "$1"))
                .as("each signs what there was by then")
                .containsExactly("1", "2", "3", "3");
        try (var copies = Files.list(folder.resolve("second-place"))) {
            assertThat(copies.count()).isEqualTo(4);
        }
    }
}
