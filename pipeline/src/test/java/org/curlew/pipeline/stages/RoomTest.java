package org.curlew.pipeline.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.application.StorageConfiguration;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.images.ImageFacts;
import org.curlew.pipeline.imagestore.ImageMover;
import org.curlew.pipeline.imagestore.StoredImages;
import org.curlew.storage.capacity.NeedEstimator;
import org.curlew.storage.capacity.Pool;
import org.curlew.storage.capacity.PoolMeasures;
import org.curlew.storage.capacity.Pools;
import org.curlew.storage.capacity.ReservationResult;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {

    private static final long MIB = 1 << 20;
    private static final long DEVICE = 64 * MIB;

    @TempDir
    private Path folder;

    @TempDir
    private Path share;

    private final TestDatabase database = TestDatabase.create();
    private final Pools pools = new Pools(database.jdbc(), database.transactions(), Clock.systemUTC());
    private final NeedEstimator estimator = new NeedEstimator(database.jdbc());
    private final Acquisitions acquisitions = new Acquisitions(database.jdbc(), new StoredImages(database.jdbc()));
    private final Room room = new Room(
            pools,
            new PoolMeasures(pools, Map.of()),
            estimator,
            acquisitions,
            new ImageMover(null, null, "in-place", false));
    private final Room moving = new Room(
            pools,
            new PoolMeasures(pools, Map.of()),
            estimator,
            acquisitions,
            new ImageMover(null, null, "store", false));
    private Acquisition device;

    @BeforeEach
    void a_device_of_64_mib_that_is_expected_to_need_half_of_it() throws IOException {
        device = device("A/1", "image.dd", 1);
        pool(1000);
        assertThat(room.reserve(device)).isInstanceOf(ReservationResult.Granted.class);
    }

    private Acquisition device(String exhibit, String file, long bytes) throws IOException {
        Path image = share.resolve(file);
        try (RandomAccessFile sparse = new RandomAccessFile(image.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
        Acquisition taken = acquisitions.take(
                new Exhibits(database.dataSource())
                        .bookIn("OP-1", exhibit, "examiner")
                        .id(),
                List.of(image),
                Acquisition.Declared.NONE,
                List.of(),
                null);
        acquisitions.recognised(taken.id(), new ImageFacts("raw", 1, DEVICE, null, null, Map.of()));
        return taken;
    }

    private void pool(long mebibytes) {
        pools.define(
                new Pool(StorageConfiguration.OBJECTS, Pool.Kind.OBJECT_STORE, folder.toString(), mebibytes * MIB));
    }

    private Pools.Held held() {
        return pools.held(device.exhibitId()).getFirst();
    }

    @Test
    void work_inside_its_reservation_only_counts_and_work_beyond_it_raises_the_reservation() {
        Room.Meter meter = room.meter(device);

        assertThat(meter.written(20 * MIB)).isEmpty();
        assertThat(held().bytes()).isEqualTo(32 * MIB);
        assertThat(held().written()).isEqualTo(20 * MIB);

        assertThat(meter.written(40 * MIB)).isEmpty();
        assertThat(held().bytes()).as("64 MiB more than is written").isEqualTo(104 * MIB);
        assertThat(held().written()).isEqualTo(40 * MIB);
    }

    @Test
    void work_beyond_its_reservation_in_a_full_pool_pauses_and_goes_on_from_what_it_had_written() {
        pool(60);
        Room.Meter meter = room.meter(device);

        ReservationResult.Refused refused = meter.written(40 * MIB).orElseThrow();

        assertThat(refused.reason()).contains("are missing");
        assertThat(held().bytes()).isEqualTo(32 * MIB);
        assertThat(held().written()).as("what is there is known").isEqualTo(40 * MIB);

        pool(1000);
        Room.Meter again = room.meter(device);
        assertThat(again.written(5 * MIB)).isEmpty();
        assertThat(again.total()).isEqualTo(45 * MIB);
        assertThat(held().bytes()).isGreaterThan(45 * MIB);
        room.learn(device, again.total());
        assertThat(estimator.accuracy()).containsExactly(new NeedEstimator.Accuracy("raw", "media", 1, 13.0 / 45, 1));
    }

    @Test
    void two_images_of_one_exhibit_hold_room_of_their_own_and_give_back_only_that() throws IOException {
        Acquisition second = device("A/1", "second.dd", 1);

        assertThat(room.reserve(second)).isInstanceOf(ReservationResult.Granted.class);
        assertThat(pools.state(StorageConfiguration.OBJECTS).reserved()).isEqualTo(64 * MIB);

        room.meter(second).written(3 * MIB);
        room.release(device, "the machine's part is done");
        assertThat(pools.held(second.exhibitId())).singleElement().satisfies(held -> assertThat(held.written())
                .isEqualTo(3 * MIB));
    }

    @Test
    void a_device_without_room_for_its_image_and_its_media_holds_neither() throws IOException {
        Acquisition one = device("A/2", "one.dd", 40 * MIB);
        Acquisition two = device("A/3", "two.dd", 40 * MIB);
        pool(150);

        assertThat(moving.reserve(one)).isInstanceOf(ReservationResult.Granted.class);
        assertThat(moving.reserve(two)).isInstanceOf(ReservationResult.Refused.class);

        assertThat(pools.held(two.exhibitId())).isEmpty();
        assertThat(pools.state(StorageConfiguration.OBJECTS).free()).isEqualTo((150 - 32 - 72) * MIB);
        moving.release(one, "done");
        assertThat(moving.reserve(two)).isInstanceOf(ReservationResult.Granted.class);
    }

    @Test
    void an_image_that_was_moved_is_use_and_no_promise_any_more() throws IOException {
        Acquisition moved = device("A/4", "moved.dd", 40 * MIB);
        moving.reserve(moved);
        long before = pools.state(StorageConfiguration.OBJECTS).reserved();

        moving.imageMoved(moved);

        assertThat(pools.measure(StorageConfiguration.OBJECTS).reserved()).isEqualTo(before - 40 * MIB);
    }

    @Test
    void an_estimate_is_judged_as_it_was_when_the_room_was_asked_for() {
        for (int i = 0; i < 5; i++) {
            estimator.learn("raw", "media", DEVICE, MIB, MIB);
        }

        room.learn(device, 32 * MIB);

        assertThat(estimator.accuracy()).singleElement().satisfies(all -> assertThat(all.exceeded())
                .isZero());
    }

    @Test
    void what_a_device_needs_is_its_media_and_its_image_and_nothing_is_said_where_that_is_not_known()
            throws IOException {
        Acquisition other = device("A/5", "other.dd", 40 * MIB);
        assertThat(moving.needs(other.id())).hasValue(72 * MIB);
        assertThat(room.needs(other.id())).as("kept in place").hasValue(32 * MIB);

        Files.delete(share.resolve("other.dd"));
        assertThat(moving.needs(other.id())).as("out of reach").isEmpty();

        Path image = Files.writeString(share.resolve("new.dd"), "x");
        Acquisition unseen =
                acquisitions.take(device.exhibitId(), List.of(image), Acquisition.Declared.NONE, List.of(), null);
        assertThat(room.needs(unseen.id())).as("held before it was looked at").isEmpty();
    }

    @Test
    void work_that_is_taken_up_after_a_failure_has_given_its_room_back_and_reserves_anew() {
        room.meter(device).written(30 * MIB);
        room.release(device, "media-store failed");
        assertThat(pools.held(device.exhibitId())).isEmpty();

        assertThat(room.meter(device).written(MIB)).isEmpty();

        assertThat(held().bytes()).isEqualTo(65 * MIB);
        assertThat(held().written()).isEqualTo(MIB);
    }
}
