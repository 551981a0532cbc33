package org.curlew.pipeline.web;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A small line over time as the path of a drawing; the words beside it say the same. */
public record Trend(List<Long> values) {

    private static final double WIDTH = 200;
    private static final double HEIGHT = 34;

    /** The path in a box of 210 by 44, from the lower left. */
    public String path() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            path.append(i == 0 ? "M" : " L").append(point(i));
        }
        return path.toString();
    }

    public double lastX() {
        return values.isEmpty() ? 5 : x(values.size() - 1);
    }

    public double lastY() {
        return values.isEmpty() ? 39 : y(values.size() - 1);
    }

    /** "up by 12", "down by 3", "unchanged" over the time shown. */
    public String change() {
        if (values.size() < 2) {
            return "no earlier figure";
        }
        long difference = values.getLast() - values.getFirst();
        return difference == 0
                ? "unchanged in 14 days"
                : (difference > 0 ? "up by " : "down by ") + String.format(Locale.UK, "%,d", Math.abs(difference))
                        + " in 14 days";
    }

    /** Heights of bars for paper, from 2 to 40 points. */
    public List<Long> bars() {
        return IntStream.range(0, values.size())
                .mapToObj(i -> Math.round(2 + 38 * (39 - y(i)) / HEIGHT))
                .toList();
    }

    private String point(int i) {
        return String.format(Locale.ROOT, "%.1f %.1f", x(i), y(i));
    }

    private double x(int i) {
        return 5 + (values.size() < 2 ? 0 : WIDTH * i / (values.size() - 1));
    }

    private double y(int i) {
        long low = values.stream().mapToLong(Long::longValue).min().orElse(0);
        long high = values.stream().mapToLong(Long::longValue).max().orElse(0);
        double share = high == low ? 0.5 : (double) (values.get(i) - low) / (high - low);
        return 5 + HEIGHT * (1 - share);
    }
}
