package org.curlew.storage.capacity;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The day a pool is full, from its use day by day. The trend is the median of the slopes between every two days
 * (Theil–Sen): one large device, or one clean-up, does not bend it as it bends a fitted line. The interval is that of
 * Sen (1968), from the rank of the slopes, at about 90 percent.
 *
 * @param bytesPerDay the trend; negative when the pool empties
 * @param full the day it is full by the trend; empty when it is not filling
 * @param earliest the day by the steep end of the interval; empty when even that does not fill it
 * @param latest the day by the flat end; empty when that does not fill it
 */
public record Forecast(
        double bytesPerDay, Optional<LocalDate> full, Optional<LocalDate> earliest, Optional<LocalDate> latest) {

    /** Fewer days say nothing about a trend. */
    static final int FEWEST_DAYS = 7;

    private static final double NORMAL_95 = 1.645;
    private static final long FARTHEST_DAYS = 36_500;

    /** One day's use. */
    public record Day(LocalDate day, long used) {}

    /**
     * @param history at most one value a day, in any order; days may be missing
     * @return empty when there are fewer than seven days
     */
    public static Optional<Forecast> of(List<Day> history, long capacity, LocalDate today) {
        if (history.size() < FEWEST_DAYS) {
            return Optional.empty();
        }
        List<Day> days = new ArrayList<>(history);
        days.sort(Comparator.comparing(Day::day));
        double[] slopes = slopes(days);
        long used = days.getLast().used();
        int n = days.size();
        double spread = NORMAL_95 * Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
        int low = (int) Math.max(0, Math.floor((slopes.length - spread) / 2));
        int high = (int) Math.min(slopes.length - 1, Math.ceil((slopes.length + spread) / 2));
        double trend = median(slopes);
        return Optional.of(new Forecast(
                trend,
                full(used, capacity, trend, today),
                full(used, capacity, slopes[high], today),
                full(used, capacity, slopes[low], today)));
    }

    private static double[] slopes(List<Day> days) {
        double[] slopes = new double[days.size() * (days.size() - 1) / 2];
        int next = 0;
        for (int i = 0; i < days.size(); i++) {
            for (int j = i + 1; j < days.size(); j++) {
                long apart =
                        ChronoUnit.DAYS.between(days.get(i).day(), days.get(j).day());
                slopes[next++] = (double) (days.get(j).used() - days.get(i).used()) / Math.max(1, apart);
            }
        }
        Arrays.sort(slopes);
        return slopes;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static Optional<LocalDate> full(long used, long capacity, double slope, LocalDate today) {
        if (used >= capacity) {
            return Optional.of(today);
        }
        double days = (capacity - used) / slope;
        return slope <= 0 || days > FARTHEST_DAYS ? Optional.empty() : Optional.of(today.plusDays((long) days));
    }
}
