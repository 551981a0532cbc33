package org.curlew.storage.capacity;

import java.sql.Date;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says how full each pool is, and when it will be full. */
public final class CapacityWatch {

    /** A longer past says more about other times than about now. */
    private static final int HISTORY_DAYS = 90;

    private final JdbcClient jdbc;
    private final Pools pools;
    private final Supplier<StorageLevel.Thresholds> thresholds;
    private final Clock clock;

    public CapacityWatch(JdbcClient jdbc, Pools pools, StorageLevel.Thresholds thresholds, Clock clock) {
        this(jdbc, pools, () -> thresholds, clock);
    }

    /** @param thresholds asked anew each time: a force changes them while this runs */
    public CapacityWatch(JdbcClient jdbc, Pools pools, Supplier<StorageLevel.Thresholds> thresholds, Clock clock) {
        this.jdbc = jdbc;
        this.pools = pools;
        this.thresholds = thresholds;
        this.clock = clock;
    }

    /** The thresholds in force. */
    public StorageLevel.Thresholds thresholds() {
        return thresholds.get();
    }

    /** @param forecast empty before there are seven days of history */
    public record Outlook(PoolState state, StorageLevel level, Optional<Forecast> forecast) {}

    public Outlook outlook(String pool) {
        PoolState state = pools.state(pool);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Optional<Forecast> forecast = state.measuredAt() == null
                ? Optional.empty()
                : Forecast.of(history(pool, today), state.capacity(), today);
        Duration untilFull = forecast.flatMap(Forecast::full)
                .map(day -> Duration.ofDays(ChronoUnit.DAYS.between(today, day)))
                .orElse(null);
        return new Outlook(state, StorageLevel.of(state.percent(), untilFull, thresholds()), forecast);
    }

    /** What the forecast is made from: the last measurement of each of the last 90 days, the oldest first. */
    public List<Forecast.Day> history(String pool) {
        return history(pool, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private List<Forecast.Day> history(String pool, LocalDate today) {
        return jdbc.sql("""
                        select distinct on (day) (at at time zone 'UTC')::date as day, used
                        from pool_measure where pool = ? and at >= ?
                        order by day, at desc, id desc
                        """)
                .params(pool, Date.valueOf(today.minusDays(HISTORY_DAYS)))
                .query((row, n) -> new Forecast.Day(row.getObject("day", LocalDate.class), row.getLong("used")))
                .list();
    }
}
