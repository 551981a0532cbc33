package org.curlew.storage.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ForecastTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    @Property(tries = 200)
    void a_straight_line_gives_its_own_day(
            @ForAll @IntRange(min = 7, max = 60) int days, @ForAll @LongRange(min = 1, max = 1_000_000) long perDay) {
        List<Forecast.Day> history = line(days, perDay);
        long used = history.getLast().used();

        Forecast forecast = Forecast.of(history, used + perDay * 30, TODAY).orElseThrow();

        assertThat(forecast.bytesPerDay()).isEqualTo(perDay);
        assertThat(forecast.full()).contains(TODAY.plusDays(30));
        assertThat(forecast.earliest()).isEqualTo(forecast.full());
        assertThat(forecast.latest()).isEqualTo(forecast.full());
    }

    @Example
    void one_huge_device_and_one_clean_up_do_not_bend_the_trend() {
        List<Forecast.Day> history = line(40, 100);
        history.set(10, new Forecast.Day(history.get(10).day(), 1_000_000));
        history.set(25, new Forecast.Day(history.get(25).day(), 0));

        assertThat(Forecast.of(history, 10_000, TODAY).orElseThrow().bytesPerDay())
                .isBetween(95.0, 105.0);
    }

    @Example
    void a_noisy_history_has_an_interval_around_its_day() {
        Random random = new Random(1);
        List<Forecast.Day> history = new ArrayList<>();
        for (Forecast.Day day : line(30, 100)) {
            history.add(new Forecast.Day(day.day(), day.used() + random.nextInt(800)));
        }

        Forecast forecast = Forecast.of(history, 20_000, TODAY).orElseThrow();

        assertThat(forecast.earliest().orElseThrow()).isBefore(forecast.full().orElseThrow());
        assertThat(forecast.latest().orElseThrow()).isAfter(forecast.full().orElseThrow());
    }

    @Example
    void a_pool_that_empties_is_never_full() {
        assertThat(Forecast.of(line(20, -5), 10_000, TODAY).orElseThrow().full())
                .isEmpty();
    }

    @Example
    void six_days_are_too_few() {
        assertThat(Forecast.of(line(6, 5), 10_000, TODAY)).isEmpty();
    }

    @Example
    void the_thresholds_are_those_of_the_table_and_reached_where_a_pool_stands_on_them() {
        assertThat(level(74.9, 61)).isEqualTo(StorageLevel.GREEN);
        assertThat(level(75, null)).isEqualTo(StorageLevel.AMBER);
        assertThat(level(10, 60)).isEqualTo(StorageLevel.AMBER);
        assertThat(level(89.9, 22)).isEqualTo(StorageLevel.AMBER);
        assertThat(level(90, null)).isEqualTo(StorageLevel.RED);
        assertThat(level(10, 21)).isEqualTo(StorageLevel.RED);
        assertThat(level(94.9, 0)).isEqualTo(StorageLevel.RED);
        assertThat(level(95, null)).isEqualTo(StorageLevel.STOP);
        assertThat(level(100, 0)).isEqualTo(StorageLevel.STOP);
    }

    private static StorageLevel level(double percent, Integer daysUntilFull) {
        return StorageLevel.of(
                percent,
                daysUntilFull == null ? null : Duration.ofDays(daysUntilFull),
                StorageLevel.Thresholds.standard());
    }

    private static List<Forecast.Day> line(int days, long perDay) {
        return new ArrayList<>(IntStream.range(0, days)
                .mapToObj(i -> new Forecast.Day(TODAY.minusDays(days - 1L - i), 5_000 + perDay * i))
                .toList());
    }
}
