package org.curlew.storage.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.curlew.storage.capacity.ReservationResult.Granted;
import org.curlew.storage.capacity.ReservationResult.Refused;
import org.curlew.storage.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolsTest {

    private static final long GB = 1_000_000_000;

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();
    private final Pools pools = new Pools(database.jdbc(), database.transactions(), Clock.systemUTC());

    private void pool(long used, long capacity) {
        pools.define(new Pool("hot", Pool.Kind.HOT_SHARE, folder.toString(), null));
        pools.record("hot", used, capacity);
    }

    @Test
    void room_is_given_until_there_is_none_and_the_refusal_says_what_is_missing() {
        pool(40 * GB, 100 * GB);

        assertThat(pools.reserve("hot", 1, 50 * GB, "image")).isInstanceOf(Granted.class);
        Refused refused = (Refused) pools.reserve("hot", 2, 15 * GB, "image");

        assertThat(refused.needed()).isEqualTo(15 * GB);
        assertThat(refused.free()).isEqualTo(10 * GB);
        assertThat(refused.missing()).isEqualTo(5 * GB);
        assertThat(refused.reason()).contains("10.0 GB free").contains("5.0 GB are missing");
    }

    @Test
    void a_server_that_nobody_can_measure_has_no_figures_and_holds_nothing_back() {
        pool(40 * GB, 100 * GB);
        pools.define(new Pool("hot", Pool.Kind.OBJECT_STORE, "https://store.example", null));

        assertThat(new PoolMeasures(pools, Map.of()).measure("hot").measuredAt())
                .isNull();
        assertThat(pools.reserve("hot", 1, 5_000 * GB, "image")).isInstanceOf(Granted.class);
        assertThat(pools.state("hot").used())
                .as("what a folder once showed says nothing of the server")
                .isZero();
        assertThat(new CapacityWatch(database.jdbc(), pools, StorageLevel.Thresholds.standard(), Clock.systemUTC())
                        .outlook("hot")
                        .forecast())
                .isEmpty();
    }

    @Test
    void a_server_whose_capacity_alone_is_said_is_measured_by_what_its_listing_adds_up_to() {
        pools.define(new Pool("hot", Pool.Kind.OBJECT_STORE, "https://store.example", 10 * GB));

        PoolState state = new PoolMeasures(pools, Map.of(), Map.of("hot", () -> 4 * GB)).measure("hot");

        assertThat(state.used()).isEqualTo(4 * GB);
        assertThat(state.free()).isEqualTo(6 * GB);
        assertThat(pools.reserve("hot", 1, 7 * GB, "image")).isInstanceOf(Refused.class);
    }

    @Test
    void room_is_given_back_exactly_once() {
        pool(0, 10 * GB);
        Granted granted = (Granted) pools.reserve("hot", 1, 10 * GB, "image");

        assertThat(pools.release(granted.reservation(), "done")).isTrue();
        assertThat(pools.release(granted.reservation(), "done")).isFalse();

        assertThat(pools.state("hot").free()).isEqualTo(10 * GB);
    }

    @Test
    void asking_again_after_a_crash_finds_the_reservation_and_does_not_take_room_twice() {
        pool(0, 10 * GB);
        Granted first = (Granted) pools.reserve("hot", 1, 8 * GB, "image");

        Granted again = (Granted) pools.reserve("hot", 1, 8 * GB, "image");

        assertThat(again.reservation()).isEqualTo(first.reservation());
        assertThat(again.again()).isTrue();
        assertThat(pools.state("hot").reserved()).isEqualTo(8 * GB);
        assertThat(pools.held(1)).hasSize(1);
    }

    @Test
    void a_reservation_is_raised_while_there_is_room_and_kept_as_it_was_when_there_is_none() {
        pool(0, 10 * GB);
        pools.reserve("hot", 1, 6 * GB, "image");

        assertThat(pools.reserve("hot", 1, 9 * GB, "image")).isInstanceOf(Granted.class);
        assertThat(pools.reserve("hot", 1, 11 * GB, "image")).isInstanceOf(Refused.class);

        assertThat(pools.state("hot").reserved()).isEqualTo(9 * GB);
    }

    @Test
    void what_is_written_counts_once_as_use_and_no_longer_as_a_promise() {
        pool(0, 10 * GB);
        Granted granted = (Granted) pools.reserve("hot", 1, 8 * GB, "image");

        pools.written(granted.reservation(), 5 * GB);
        PoolState state = pools.record("hot", 6 * GB, 10 * GB);

        assertThat(state.reserved()).isEqualTo(3 * GB);
        assertThat(state.ours()).isEqualTo(5 * GB);
        assertThat(state.free()).isEqualTo(1 * GB);
    }

    @Test
    void what_is_written_while_a_slow_measurement_runs_stays_a_promise_until_the_next() {
        pool(0, 10 * GB);
        pools.define(new Pool("hot", Pool.Kind.OBJECT_STORE, "https://store.example", 10 * GB));
        Granted granted = (Granted) pools.reserve("hot", 1, 8 * GB, "image");
        pools.written(granted.reservation(), 2 * GB);
        PoolMeasures measures = new PoolMeasures(pools, Map.of(), Map.of("hot", () -> {
            // listed is what lay there at its begin
            pools.written(granted.reservation(), 5 * GB);
            return 2 * GB;
        }));

        PoolState state = measures.measure("hot");

        assertThat(state.used()).isEqualTo(2 * GB);
        assertThat(state.reserved()).as("six of eight were not seen").isEqualTo(6 * GB);
        assertThat(state.free()).isEqualTo(2 * GB);
    }

    @Test
    void requests_at_once_never_give_out_more_than_there_is() throws Exception {
        pool(0, 10 * GB);

        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<ReservationResult>> work = LongStream.range(0, 24)
                    .<Callable<ReservationResult>>mapToObj(exhibit -> () -> pools.reserve("hot", exhibit, GB, "image"))
                    .toList();
            long granted = 0;
            for (Future<ReservationResult> result : threads.invokeAll(work)) {
                granted += result.get() instanceof Granted ? 1 : 0;
            }
            assertThat(granted).isEqualTo(10);
        }
        assertThat(pools.state("hot").free()).isZero();
    }

    @Test
    void a_pool_that_was_never_measured_gives_nothing_out() {
        pools.define(new Pool("new", Pool.Kind.COLD, folder.toString(), null));

        Refused refused = (Refused) pools.reserve("new", 1, 1, "image");

        assertThat(refused.reason()).contains("never measured");
    }

    @Test
    void a_folder_is_measured_on_its_own_disk() throws Exception {
        pools.define(new Pool("disk", Pool.Kind.WORKING_SPACE, folder.toString(), null));

        PoolState state = pools.measure("disk");

        assertThat(state.capacity()).isEqualTo(Files.getFileStore(folder).getTotalSpace());
        assertThat(state.used()).isBetween(1L, state.capacity());
    }

    @Test
    void a_share_of_a_disk_counts_what_lies_in_its_folder() throws Exception {
        Files.write(folder.resolve("file"), new byte[700_000]);
        pools.define(new Pool("share", Pool.Kind.WORKING_SPACE, folder.toString(), 1_000_000L));

        PoolState state = pools.measure("share");

        assertThat(state.capacity()).isEqualTo(1_000_000);
        assertThat(state.used()).isEqualTo(700_000);
        assertThat(pools.reserve("share", 1, 400_000, "image")).isInstanceOf(Refused.class);
    }

    @Test
    void a_folder_that_is_not_there_is_named_and_the_last_measurement_holds() {
        pools.define(
                new Pool("gone", Pool.Kind.HOT_SHARE, folder.resolve("gone").toString(), null));
        pools.record("gone", 1, 2);

        assertThatThrownBy(() -> pools.measure("gone"))
                .isInstanceOf(CapacityException.class)
                .hasMessageContaining("Pool gone cannot be measured");
        assertThat(pools.state("gone").capacity()).isEqualTo(2);
    }

    @Test
    void what_a_crash_left_is_given_back_once_and_what_is_at_work_is_kept() {
        pool(0, 10 * GB);
        Granted working = (Granted) pools.reserve("hot", 1, 4 * GB, "image");
        Granted left = (Granted) pools.reserve("hot", 2, 5 * GB, "image");
        pools.written(working.reservation(), GB);

        assertThat(pools.promised("hot")).containsExactly(new Pools.Promised(2, 5 * GB), new Pools.Promised(1, 3 * GB));
        assertThat(pools.releaseAbandoned(List.of(1L), Duration.ofHours(1))).isZero();
        assertThat(pools.releaseAbandoned(List.of(1L), Duration.ZERO)).isEqualTo(1);
        assertThat(pools.releaseAbandoned(List.of(1L), Duration.ZERO)).isZero();

        assertThat(pools.held(1)).hasSize(1);
        assertThat(pools.held(2)).isEmpty();
        assertThat(pools.release(left.reservation(), "late")).isFalse();
    }

    @Test
    void the_error_of_the_estimates_is_shown_for_each_kind() {
        NeedEstimator estimator = new NeedEstimator(database.jdbc());
        estimator.learn("phone", "media", 100, 50, 40);
        estimator.learn("phone", "media", 100, 50, 100);
        estimator.learn("laptop", "media", 100, 50, 50);

        assertThat(estimator.accuracy())
                .containsExactly(
                        new NeedEstimator.Accuracy("laptop", "media", 1, 0, 0),
                        new NeedEstimator.Accuracy("phone", "media", 2, 0.375, 1));
    }
}
