package org.curlew.storage.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.curlew.storage.capacity.PauseProposal.Holder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What amber, red and stop are computed from: how full a pool is, when it will be full, and what could be paused. */
class PoolStateTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    @ParameterizedTest(name = "{1} used and {2} promised of {0}: {3} %, {4} free")
    @CsvSource({
        "1000, 0, 0, 0, 1000",
        "1000, 700, 50, 75, 250",
        "1000, 949, 0, 94.9, 51",
        "1000, 1000, 0, 100, 0",
        "1000, 900, 200, 100, 0",
        "1, 0, 0, 0, 1",
        "0, 0, 0, 100, 0"
    })
    void what_is_promised_counts_as_full_and_a_pool_without_capacity_is_full(
            long capacity, long used, long reserved, double percent, long free) {
        PoolState state = new PoolState("objects", capacity, used, reserved, 0, null);

        assertThat(state.percent()).isEqualTo(percent);
        assertThat(state.free()).isEqualTo(free);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "1500000000, 1.5 GB",
        "2000000000000, 2.0 TB",
        "3000000000000000, 3.0 PB",
        "4000000000000000000, 4.0 EB"
    })
    void sizes_are_told_as_disks_are_sold(long bytes, String text) {
        assertThat(ByteSizes.text(bytes)).isEqualTo(text);
    }

    private static Forecast forecast(long capacity, long... used) {
        List<Forecast.Day> days = new ArrayList<>();
        for (int i = 0; i < used.length; i++) {
            days.add(new Forecast.Day(TODAY.minusDays(used.length - 1L - i), used[i]));
        }
        Collections.reverse(days);
        return Forecast.of(days, capacity, TODAY).orElseThrow();
    }

    @Test
    void the_trend_is_the_middle_of_all_slopes_whatever_the_order_of_the_days() {
        assertThat(forecast(1000, 0, 0, 0, 0, 10, 20, 30).bytesPerDay())
                .as("the eleventh of 21")
                .isEqualTo(5.0);
        assertThat(forecast(1000, 0, 0, 0, 0, 0, 10, 20, 30).bytesPerDay())
                .as("between the 14th and 15th of 28: 3⅓ and 4")
                .isEqualTo((10.0 / 3 + 4) / 2);
    }

    @ParameterizedTest(name = "{0} bytes: full in {1} days")
    @CsvSource({"600, 0", "700, 0", "710, 1", "709, 0", "1300, 60", "1309, 60", "365700, 36500"})
    void a_pool_is_full_on_the_day_its_last_byte_is_used(long capacity, long days) {
        assertThat(forecast(capacity, 640, 650, 660, 670, 680, 690, 700).full()).contains(TODAY.plusDays(days));
    }

    @Test
    void a_pool_that_does_not_grow_or_takes_more_than_a_century_is_never_full() {
        assertThat(forecast(701, 700, 700, 700, 700, 700, 700, 700).full()).isEmpty();
        assertThat(forecast(365_710, 640, 650, 660, 670, 680, 690, 700).full()).isEmpty();
        assertThat(forecast(700, 700, 700, 700, 700, 700, 700, 700).full()).contains(TODAY);
    }

    @Test
    void who_holds_nothing_is_not_paused_and_what_exactly_suffices_is_enough() {
        assertThat(PauseProposal.of(50, 0, List.of(new Holder(1, 4, 0), new Holder(2, 3, 1), new Holder(3, 3, 49)))
                        .pause())
                .extracting(Holder::exhibitId)
                .containsExactly(3L, 2L);
        assertThat(PauseProposal.of(60, 0, List.of(new Holder(1, 4, 30), new Holder(2, 3, 60)))
                        .pause())
                .extracting(Holder::exhibitId)
                .containsExactly(2L);
    }
}
