package org.curlew.storage.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.curlew.storage.database.TestDatabase;
import org.junit.jupiter.api.Test;

class CapacityWatchTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final TestDatabase database = TestDatabase.create();

    private Pools poolsAt(Instant at) {
        return new Pools(database.jdbc(), database.transactions(), Clock.fixed(at, ZoneOffset.UTC));
    }

    @Test
    void a_pool_that_fills_in_ten_days_is_red_although_it_is_half_empty() {
        poolsAt(NOW).define(new Pool("hot", Pool.Kind.HOT_SHARE, "nas", null));
        for (int day = 20; day >= 0; day--) {
            Instant at = NOW.minus(Duration.ofDays(day));
            poolsAt(at.minusSeconds(3600)).record("hot", 999, 10_000);
            poolsAt(at).record("hot", 5_000 - day * 50, 5_500);
        }

        CapacityWatch.Outlook outlook = new CapacityWatch(
                        database.jdbc(),
                        poolsAt(NOW),
                        new StorageLevel.Thresholds(99, 99.5, 100, 60, 21),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .outlook("hot");

        assertThat(outlook.forecast().orElseThrow().full()).contains(LocalDate.of(2026, 3, 11));
        assertThat(outlook.level()).isEqualTo(StorageLevel.RED);
    }

    @Test
    void thresholds_that_a_force_changes_count_from_the_next_look() {
        poolsAt(NOW).define(new Pool("hot", Pool.Kind.HOT_SHARE, "nas", null));
        poolsAt(NOW).record("hot", 80, 100);
        AtomicReference<StorageLevel.Thresholds> rules = new AtomicReference<>(StorageLevel.Thresholds.standard());
        CapacityWatch watch =
                new CapacityWatch(database.jdbc(), poolsAt(NOW), rules::get, Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(watch.outlook("hot").level()).isEqualTo(StorageLevel.AMBER);
        rules.set(new StorageLevel.Thresholds(60, 80, 85, 90, 30));
        assertThat(watch.outlook("hot").level()).isEqualTo(StorageLevel.RED);
    }

    @Test
    void the_estimate_learns_from_devices_of_the_same_kind_and_shows_its_error() {
        NeedEstimator estimator = new NeedEstimator(database.jdbc());
        assertThat(estimator.estimate("phone", "media", 1000, 0.5).bytes()).isEqualTo(500);

        for (int i = 1; i <= 10; i++) {
            estimator.learn("phone", "media", 1000, 500, i * 10);
            estimator.learn("laptop", "media", 1000, 500, 900);
        }
        NeedEstimator.Estimate estimate = estimator.estimate("phone", "media", 2000, 0.5);

        assertThat(estimate.bytes()).isEqualTo(180);
        assertThat(estimate.learnedFrom()).isEqualTo(10);
        assertThat(estimate.medianError()).isGreaterThan(1);
    }
}
