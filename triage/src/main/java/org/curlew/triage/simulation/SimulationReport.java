package org.curlew.triage.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.curlew.triage.queue.Band;

/** Writes a run as CSV (one row a day), a summary and a chart; the same run gives the same bytes. */
public final class SimulationReport {

    private SimulationReport() {}

    /** Writes {@code days.csv}, {@code summary.csv} and {@code chart.svg} into the folder. */
    public static void write(Outcome outcome, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("days.csv"), days(outcome));
        Files.writeString(folder.resolve("summary.csv"), summary(outcome));
        Files.writeString(folder.resolve("chart.svg"), chart(outcome));
    }

    static String days(Outcome outcome) {
        StringBuilder csv = new StringBuilder("day,waiting,P0,P1,P2,P3,P4,oldest_days,started,eliminated,outsourced,"
                + "held_for_storage,storage_tb,reviews_missed,warrants_waiting,cost_gbp\n");
        for (Outcome.Day d : outcome.days()) {
            csv.append(d.day()).append(',').append(d.waiting());
            for (Band band : Band.values()) {
                csv.append(',').append(d.byBand().get(band));
            }
            csv.append(String.format(
                    Locale.ROOT,
                    ",%.1f,%d,%d,%d,%d,%.1f,%d,%d,%.0f%n".replace("%n", "\n"),
                    d.oldest(),
                    d.started(),
                    d.eliminated(),
                    d.outsourced(),
                    d.heldForStorage(),
                    d.storageUsed(),
                    d.reviewsMissed(),
                    d.warrantsWaiting(),
                    d.cost()));
        }
        return csv.toString();
    }

    static String summary(Outcome outcome) {
        StringBuilder csv = new StringBuilder("measure,value\n");
        for (Band band : Band.values()) {
            Integer day = outcome.clears().get(band);
            csv.append(band)
                    .append(" clears on day,")
                    .append(day == null ? "never" : day)
                    .append('\n');
        }
        Outcome.Day end = outcome.last();
        csv.append("waiting at the end,").append(end.waiting()).append('\n');
        csv.append(String.format(Locale.ROOT, "oldest item in days,%.0f\n", end.oldest()));
        csv.append(String.format(Locale.ROOT, "mean wait in days,%.1f\n", outcome.meanWait()));
        csv.append("reviews missed,").append(end.reviewsMissed()).append('\n');
        csv.append("warrants waiting,").append(end.warrantsWaiting()).append('\n');
        csv.append(String.format(Locale.ROOT, "cost in pounds,%.0f\n", outcome.cost()));
        return csv.toString();
    }

    static String chart(Outcome outcome) {
        double most = Math.max(
                1, outcome.days().stream().mapToInt(Outcome.Day::waiting).max().orElse(1));
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 400\" role=\"img\" aria-labelledby=\"t d\""
                        + " font-family=\"sans-serif\" font-size=\"14\">\n");
        svg.append("<title id=\"t\">")
                .append(text(outcome.scenario().name()))
                .append(": items waiting by day</title>\n");
        svg.append("<desc id=\"d\">").append(text(outcome.sentence())).append("</desc>\n");
        svg.append("<rect width=\"800\" height=\"400\" fill=\"#fff\"/>\n");
        svg.append("<path d=\"M60 20V350H780\" fill=\"none\" stroke=\"#0b0c0c\"/>\n");
        svg.append("<text x=\"55\" y=\"25\" text-anchor=\"end\">")
                .append((int) most)
                .append("</text>");
        svg.append("<text x=\"55\" y=\"355\" text-anchor=\"end\">0</text>");
        svg.append("<text x=\"780\" y=\"372\" text-anchor=\"end\">day ")
                .append(outcome.scenario().days())
                .append("</text>\n");
        line(svg, outcome, most, Outcome.Day::waiting, "#1d70b8", "3");
        line(svg, outcome, most, d -> d.byBand().get(Band.P0) + d.byBand().get(Band.P1), "#d4351c", "2");
        svg.append("<text x=\"70\" y=\"392\" fill=\"#1d70b8\">all waiting</text>");
        svg.append("<text x=\"180\" y=\"392\" fill=\"#d4351c\">P0 and P1 waiting</text>\n</svg>\n");
        return svg.toString();
    }

    private static void line(
            StringBuilder svg,
            Outcome outcome,
            double most,
            ToDoubleFunction<Outcome.Day> of,
            String colour,
            String width) {
        svg.append("<polyline fill=\"none\" stroke=\"")
                .append(colour)
                .append("\" stroke-width=\"")
                .append(width)
                .append("\" points=\"");
        for (Outcome.Day d : outcome.days()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    60 + 720.0 * d.day() / outcome.scenario().days(),
                    350 - 330 * of.applyAsDouble(d) / most));
        }
        svg.append("\"/>\n");
    }

    private static String text(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;");
    }
}
