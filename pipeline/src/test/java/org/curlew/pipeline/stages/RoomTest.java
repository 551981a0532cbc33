package org.curlew.pipeline.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
    private Acquisition device;

    @BeforeEach
    void a_device_of_64_mib_that_is_expected_to_need_half_of_it() throws IOException {
        long exhibit = new Exhibits(database.dataSource())
                .bookIn("OP-1", "A/1", "examiner")
                .id();
        Path image = Files.writeString(folder.resolve("image.dd"), "x");
        device = acquisitions.take(exhibit, List.of(image), Acquisition.Declared.NONE, List.of(), null);
        acquisitions.recognised(device.id(), new ImageFacts("raw", 1, DEVICE, null, null, Map.of()));
        pool(1000);
        assertThat(room.reserve(device)).isInstanceOf(ReservationResult.Granted.class);
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
    void work_that_is_taken_up_after_a_failure_has_given_its_room_back_and_reserves_anew() {
        room.meter(device).written(30 * MIB);
        room.release(device.exhibitId(), "media-store failed");
        assertThat(pools.held(device.exhibitId())).isEmpty();

        assertThat(room.meter(device).written(MIB)).isEmpty();

        assertThat(held().bytes()).isEqualTo(65 * MIB);
        assertThat(held().written()).isEqualTo(MIB);
    }
}
