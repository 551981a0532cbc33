package org.curlew.pipeline.web.storage;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.curlew.storage.capacity.Forecast;

/**
 * A pool's use day by day and where it goes: the measured line, the trend to the day the pool is full, and the band between
 * the steep and the flat end of the interval. Coordinates of a box of 700 by 200; the words beside it say the same.
 *
 * @param measured path of what was measured
 * @param trend path from today on; "" where the pool is not filling
 * @param band closed path between the two ends of the interval; "" where the pool is not filling
 * @param first,last the days at the left and right edge
 */
record ForecastChart(String measured, String trend, String band, LocalDate first, LocalDate last) {

    private static final double WIDTH = 700;
    private static final double HEIGHT = 200;

    /** How far ahead is drawn: what lies behind a year is no plan. */
    private static final int AHEAD_DAYS = 365;

    /** @param history the oldest first, two days at least */
    static ForecastChart of(List<Forecast.Day> history, long capacity, Forecast forecast, LocalDate today) {
        LocalDate first = history.getFirst().day();
        LocalDate last = today.plusDays(30);
        if (forecast != null && forecast.full().isPresent()) {
            LocalDate end = forecast.latest().orElse(forecast.full().get());
            LocalDate farthest = today.plusDays(AHEAD_DAYS);
            last = end.isAfter(farthest) ? farthest : end.isAfter(last) ? end : last;
        }
        Frame frame = new Frame(first, ChronoUnit.DAYS.between(first, last), Math.max(1, capacity));
        StringBuilder measured = new StringBuilder();
        for (Forecast.Day day : history) {
            measured.append(measured.isEmpty() ? "M" : " L").append(frame.point(day.day(), day.used()));
        }
        if (forecast == null || forecast.full().isEmpty()) {
            return new ForecastChart(measured.toString(), "", "", first, last);
        }
        long used = history.getLast().used();
        String now = frame.point(today, used);
        String trend =
                "M" + now + " L" + frame.towards(today, used, forecast.full().get(), last);
        LocalDate early = forecast.earliest().orElse(forecast.full().get());
        String steep = frame.towards(today, used, early, last);
        String flat = forecast.latest()
                .map(day -> frame.towards(today, used, day, frame.lastDay()))
                .orElse(frame.point(last, used));
        String corner = early.isBefore(last) ? " L" + frame.point(last, frame.capacity()) : "";
        return new ForecastChart(
                measured.toString(), trend, "M" + now + " L" + steep + corner + " L" + flat + " Z", first, last);
    }

    private record Frame(LocalDate first, long days, long capacity) {

        LocalDate lastDay() {
            return first.plusDays(days);
        }

        String point(LocalDate day, double bytes) {
            double x = WIDTH * ChronoUnit.DAYS.between(first, day) / Math.max(1, days);
            double y = HEIGHT * (1 - Math.min(1, bytes / capacity));
            return String.format(Locale.ROOT, "%.1f %.1f", x, y);
        }

        /** Where a straight line to "full on that day" leaves the box. */
        String towards(LocalDate today, long used, LocalDate full, LocalDate edge) {
            if (!full.isAfter(edge)) {
                return point(full, capacity);
            }
            double part = (double) ChronoUnit.DAYS.between(today, edge) / ChronoUnit.DAYS.between(today, full);
            return point(edge, used + (capacity - used) * part);
        }
    }
}
