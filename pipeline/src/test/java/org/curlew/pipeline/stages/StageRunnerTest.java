package org.curlew.pipeline.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.pipeline.imagestore.ImageMover;
import org.curlew.pipeline.imagestore.StoredImages;
import org.curlew.storage.capacity.NeedEstimator;
import org.curlew.storage.capacity.PoolMeasures;
import org.curlew.storage.capacity.Pools;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class StageRunnerTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    @TempDir
    private Path folder;

    private final StageRuns runs = new StageRuns(DATABASE.jdbc());
    private final Exhibits exhibits = new Exhibits(DATABASE.dataSource());
    private final Acquisitions acquisitions = new Acquisitions(DATABASE.jdbc(), new StoredImages(DATABASE.jdbc()));
    private final StageRunner runner = new StageRunner(
            acquisitions,
            runs,
            exhibits,
            new Acts(new Ledger(DATABASE.dataSource())),
            new Room(
                    new Pools(DATABASE.jdbc(), DATABASE.transactions(), Clock.systemUTC()),
                    new PoolMeasures(new Pools(DATABASE.jdbc(), DATABASE.transactions(), Clock.systemUTC()), Map.of()),
                    new NeedEstimator(DATABASE.jdbc()),
                    acquisitions,
                    new ImageMover(null, null, "in-place", false)),
            new DiskFloor(DataFolder.open(data()), DataSize.ofBytes(0)),
            new ProgressBoard(Clock.systemUTC()),
            DATABASE.transactions());
    private long acquisition;
    private long exhibit;

    @BeforeEach
    void book_an_exhibit_in() throws IOException {
        exhibit = exhibits.bookIn("OP-1", folder.getFileName().toString(), "examiner")
                .id();
        Path image = Files.writeString(folder.resolve("image.dd"), "x");
        acquisition = acquisitions
                .take(exhibit, List.of(image), Acquisition.Declared.NONE, List.of(), null)
                .id();
    }

    @Test
    void a_stage_that_is_done_is_not_done_again() throws Exception {
        AtomicInteger times = new AtomicInteger();
        Stage stage = stage(() -> {
            times.incrementAndGet();
            return Ending.onward(ExhibitState.VERIFIED, "digests equal");
        });

        assertThat(runner.run(acquisition, stage)).isEqualTo(Ending.Next.ONWARD);
        assertThat(runner.run(acquisition, stage)).isEqualTo(Ending.Next.ONWARD);

        assertThat(times).hasValue(1);
        assertThat(exhibits.history(exhibit)).hasSize(2);
    }

    @Test
    void a_failing_stage_keeps_its_reason_and_can_be_tried_again() throws Exception {
        AtomicInteger times = new AtomicInteger();
        Stage stage = stage(() -> {
            if (times.incrementAndGet() == 1) {
                throw new IOException("the share is gone");
            }
            return Ending.onward(ExhibitState.VERIFIED, "digests equal");
        });

        assertThatThrownBy(() -> runner.run(acquisition, stage)).hasMessage("the share is gone");
        assertThat(runs.find(acquisition, "work").orElseThrow().reason()).isEqualTo("the share is gone");
        assertThat(exhibits.current(exhibit).orElseThrow().state()).isEqualTo(ExhibitState.BOOKED_IN);

        runner.run(acquisition, stage);
        assertThat(runs.find(acquisition, "work").orElseThrow().attempts()).isEqualTo(2);
        assertThat(exhibits.current(exhibit).orElseThrow().state()).isEqualTo(ExhibitState.VERIFIED);
    }

    @Test
    void where_the_effects_fail_nothing_of_the_ending_is_kept() {
        Stage stage = stage(
                () -> Ending.onward(ExhibitState.VERIFIED, "digests equal").storing(() -> {
                    throw new IllegalStateException("no room");
                }));

        assertThatThrownBy(() -> runner.run(acquisition, stage)).hasMessage("no room");

        assertThat(runs.done(acquisition, "work")).isFalse();
        assertThat(exhibits.current(exhibit).orElseThrow().state()).isEqualTo(ExhibitState.BOOKED_IN);
    }

    @Test
    void what_is_held_says_so_once_and_is_tried_again() throws Exception {
        AtomicInteger times = new AtomicInteger();
        Stage stage = stage(() -> times.incrementAndGet() < 3
                ? Ending.hold(ExhibitState.HELD_FOR_STORAGE, "needs 5.1 GB, " + times.get() + " GB are free")
                : Ending.onward(ExhibitState.ADMITTED, "room reserved"));

        assertThat(runner.run(acquisition, stage)).isEqualTo(Ending.Next.HOLD);
        assertThat(runner.run(acquisition, stage)).isEqualTo(Ending.Next.HOLD);
        assertThat(runner.run(acquisition, stage)).isEqualTo(Ending.Next.ONWARD);

        assertThat(exhibits.history(exhibit))
                .extracting(Exhibits.StateChange::state)
                .containsExactly(ExhibitState.BOOKED_IN, ExhibitState.HELD_FOR_STORAGE, ExhibitState.ADMITTED);
    }

    @Test
    void giving_up_ends_in_a_state_that_names_the_stage_and_the_reason() {
        Stage stage = stage(() -> {
            throw new IOException("the share is gone");
        });
        assertThatThrownBy(() -> runner.run(acquisition, stage)).isInstanceOf(IOException.class);

        runner.giveUp(acquisition, "work");

        Exhibits.StateChange now = exhibits.current(exhibit).orElseThrow();
        assertThat(now.state()).isEqualTo(ExhibitState.FAILED);
        assertThat(now.reason()).isEqualTo("work failed: the share is gone");
        assertThat(acquisitions.unfinished()).doesNotContain(acquisition);
    }

    private static Path data() {
        try {
            return Files.createTempDirectory("curlew-stage-runner");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private interface Work {
        Ending run() throws Exception;
    }

    private static Stage stage(Work work) {
        return new Stage() {
            @Override
            public String name() {
                return "work";
            }

            @Override
            public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) throws Exception {
                return work.run();
            }
        };
    }
}
