package org.curlew.pipeline.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.application.StorageConfiguration;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.pipeline.images.ImageFacts;
import org.curlew.storage.capacity.CapacityWatch;
import org.curlew.storage.capacity.Pool;
import org.curlew.storage.capacity.PoolMeasures;
import org.curlew.storage.capacity.Pools;
import org.curlew.storage.capacity.ReservationResult;
import org.curlew.storage.capacity.StorageLevel;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.queue.Band;
import org.curlew.triage.queue.Overrides;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets the last room. The pool is one that nobody else measures. */
class PressingTest {

    @TempDir
    static Path folder;

    private static Application application;

    private final TestDatabase database = TestDatabase.create();
    private final Pools pools = new Pools(database.jdbc(), database.transactions(), Clock.systemUTC());
    private long used;
    private final PoolMeasures measures =
            new PoolMeasures(pools, Map.of(), Map.of(StorageConfiguration.OBJECTS, () -> used));
    private final Pressing pressing = new Pressing(
            application.get(Queue.class),
            pools,
            measures,
            new CapacityWatch(database.jdbc(), pools, StorageLevel.Thresholds.standard(), Clock.systemUTC()),
            application.get(StageRuns.class),
            application.get(Room.class));

    @BeforeAll
    static void start() {
        application = Application.start(
                folder.resolve("data"),
                Map.of("camel.main.auto-startup", false, "curlew.routes.resume-at-start", false));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static Acquisition device(String reference, Band band) throws IOException {
        long exhibit = application
                .get(Exhibits.class)
                .bookIn("OP-PRESSING", reference, "examiner")
                .id();
        application
                .get(Overrides.class)
                .set(
                        exhibit,
                        band,
                        "decided at the meeting",
                        "Sample",
                        "Insp",
                        "Second",
                        Instant.now().plus(Duration.ofDays(5)));
        return application
                .get(Acquisitions.class)
                .take(
                        exhibit,
                        List.of(Files.writeString(folder.resolve("a.raw"), "x")),
                        Acquisition.Declared.NONE,
                        List.of(),
                        null);
    }

    private void pool(long now) {
        used = now;
        pools.define(new Pool(StorageConfiguration.OBJECTS, Pool.Kind.OBJECT_STORE, "https://store.example", 1000L));
        measures.measure(StorageConfiguration.OBJECTS);
    }

    @Test
    void from_95_percent_nothing_new_of_the_lowest_band_begins_and_everything_else_does() throws Exception {
        Acquisition lowest = device("LOW/1", Band.P4);
        Acquisition next = device("LOW/2", Band.P3);
        Acquisition first = device("FIRST/1", Band.P0);

        pool(949);
        assertThat(pressing.stopped(lowest)).isEmpty();
        pool(950);
        assertThat(pressing.stopped(lowest))
                .hasValueSatisfying(why -> assertThat(why).contains("95 % full", "nothing new of band P4 begins"));
        assertThat(pressing.stopped(next)).isEmpty();
        assertThat(pressing.stopped(first)).isEmpty();
    }

    @Test
    void the_lowest_band_stops_by_what_is_used_now_and_not_by_what_was_measured_last() throws Exception {
        Acquisition lowest = device("LOW/3", Band.P4);
        pool(940);
        used = 960;
        assertThat(pressing.stopped(lowest)).isPresent();

        used = 900;
        assertThat(pressing.stopped(lowest)).as("there is room again").isEmpty();
    }

    @Test
    void while_the_first_band_waits_for_room_nothing_below_it_takes_what_comes_free() throws Exception {
        Acquisition urgent = device("URGENT/2", Band.P0);
        Acquisition second = device("URGENT/3", Band.P0);
        Acquisition high = device("HIGH/1", Band.P1);
        pool(500);
        hold(urgent, "admission", 2000);

        assertThat(pressing.stopped(high))
                .hasValueSatisfying(why -> assertThat(why).contains("URGENT/2 (P0) waits for room"));
        assertThat(pressing.stopped(second)).isEmpty();
        assertThat(pressing.stopped(urgent)).isEmpty();

        application.get(Acquisitions.class).finish(urgent.id());
        assertThat(pressing.stopped(high)).isEmpty();
    }

    @Test
    void what_would_not_fit_into_the_empty_pool_keeps_nobody_waiting() throws Exception {
        Acquisition urgent = device("URGENT/4", Band.P0);
        pool(0);
        hold(urgent, "media-store", 2002);

        assertThat(pressing.stopped(device("HIGH/2", Band.P1))).isEmpty();
        application.get(Acquisitions.class).finish(urgent.id());
    }

    private static void hold(Acquisition acquisition, String stage, long deviceBytes) {
        application
                .get(Acquisitions.class)
                .recognised(acquisition.id(), new ImageFacts("raw", 1, deviceBytes, null, null, Map.of()));
        StageRuns runs = application.get(StageRuns.class);
        runs.begin(acquisition.id(), stage);
        runs.end(acquisition.id(), stage, "HELD", 0, 0, 0, "no room");
    }

    @Test
    void the_first_band_is_told_what_to_pause_for_it_and_a_lower_one_is_never_a_reason_to_pause_a_higher()
            throws Exception {
        Acquisition urgent = device("URGENT/1", Band.P0);
        Acquisition high = device("HOLDS/1", Band.P1);
        Acquisition low = device("HOLDS/2", Band.P4);
        pool(100);
        pools.reserve(StorageConfiguration.OBJECTS, high.exhibitId(), 400, "media");
        pools.reserve(StorageConfiguration.OBJECTS, low.exhibitId(), 450, "media");

        ReservationResult.Refused refused = (ReservationResult.Refused)
                pools.reserve(StorageConfiguration.OBJECTS, urgent.exhibitId(), 300, "media");

        assertThat(pressing.advice(urgent, refused))
                .contains("; pausing HOLDS/2 (P4")
                .doesNotContain("HOLDS/1");
        assertThat(pressing.advice(low, refused)).isEmpty();
    }
}
