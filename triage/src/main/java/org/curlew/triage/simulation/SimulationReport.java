package org.curlew.triage.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.curlew.storage.csv.CsvCell;
import org.curlew.triage.queue.Band;

/**
 * Writes a run as CSV (one row a day), a summary and a chart; the same run gives the same bytes. Each says its units and the
 * seed it was drawn from, so that a table that is passed on alone can be drawn again.
 */
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
        StringBuilder csv =
                new StringBuilder("seed,day,waiting_items,P0_items,P1_items,P2_items,P3_items,P4_items,oldest_days,"
                        + "started_items,eliminated_items,outsourced_items,held_for_storage_items,storage_used_tb,"
                        + "reviews_missed_so_far,warrants_waiting,cost_so_far_gbp\n");
        for (Outcome.Day d : outcome.days()) {
            csv.append(outcome.scenario().seed()).append(',');
            csv.append(d.day()).append(',').append(d.waiting());
            for (Band band : Band.values()) {
                csv.append(',').append(d.byBand().get(band));
            }
            csv.append(String.format(
                    Locale.ROOT,
                    ",%.1f,%d,%d,%d,%d,%.1f,%d,%d,%.0f\n",
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
        StringBuilder csv = new StringBuilder("measure,value,unit\n");
        Scenario scenario = outcome.scenario();
        Outcome.Day end = outcome.last();
        row(csv, "scenario", CsvCell.of(scenario.name()), "");
        row(csv, "seed", scenario.seed(), "");
        row(csv, "days simulated", scenario.days(), "days");
        for (Band band : Band.values()) {
            Integer day = outcome.clears().get(band);
            row(csv, band + " clears on", day == null ? "not in this time" : day, day == null ? "" : "day");
        }
        row(csv, "waiting at the end", end.waiting(), "items");
        row(csv, "oldest that waits at the end", Math.round(end.oldest()), "days");
        row(csv, "mean wait of those started", String.format(Locale.ROOT, "%.1f", outcome.meanWait()), "days");
        row(csv, "reviews missed", end.reviewsMissed(), "reviews");
        row(csv, "warrants waiting at the end", end.warrantsWaiting(), "warrants");
        row(csv, "cost", Math.round(outcome.cost()), "pounds");
        return csv.toString();
    }

    private static void row(StringBuilder csv, String measure, Object value, String unit) {
        csv.append(measure).append(',').append(value).append(',').append(unit).append('\n');
    }

    static String chart(Outcome outcome) {
        double most = Math.max(
                1, outcome.days().stream().mapToInt(Outcome.Day::waiting).max().orElse(1));
        StringBuilder svg = new StringBuilder();
        Scenario scenario = outcome.scenario();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 470\" role=\"img\" aria-labelledby=\"t d\""
                        + " font-family=\"sans-serif\" font-size=\"14\">\n");
        svg.append("<title id=\"t\">").append(text(scenario.name())).append(": items waiting by day</title>\n");
        svg.append("<desc id=\"d\">").append(text(outcome.sentence())).append("</desc>\n");
        svg.append("<rect width=\"800\" height=\"470\" fill=\"#fff\"/>\n");
        svg.append("<text x=\"60\" y=\"24\" font-size=\"18\" font-weight=\"bold\">")
                .append(text(scenario.name()))
                .append(": items waiting by day</text>\n");
        svg.append(
                "<g transform=\"translate(0 30)\">\n<path d=\"M60 20V350H780\" fill=\"none\" stroke=\"#0b0c0c\"/>\n");
        for (int quarter = 0; quarter <= 4; quarter++) {
            double y = 350 - 330 * quarter / 4.0;
            svg.append(String.format(
                    Locale.ROOT,
                    "<path d=\"M60 %.1fH780\" stroke=\"#cecece\"/><text x=\"55\" y=\"%.1f\" text-anchor=\"end\">%d</text>\n",
                    y,
                    y + 5,
                    Math.round(most * quarter / 4)));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"372\" text-anchor=\"%s\">day %d</text>\n",
                    60 + 180 * quarter,
                    quarter == 4 ? "end" : "middle",
                    Math.round(scenario.days() * quarter / 4.0)));
        }
        line(svg, outcome, most, Outcome.Day::waiting, "#1d70b8", "3");
        line(svg, outcome, most, d -> d.byBand().get(Band.P0) + d.byBand().get(Band.P1), "#d4351c", "2");
        Outcome.Day end = outcome.last();
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"60\" y=\"396\" fill=\"#1d70b8\">thick line: all items waiting, %d at the end</text>\n",
                end.waiting()));
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"400\" y=\"396\" fill=\"#d4351c\">thin line: P0 and P1 waiting, %d at the end</text>\n",
                end.byBand().get(Band.P0) + end.byBand().get(Band.P1)));
        svg.append("<text x=\"60\" y=\"420\" fill=\"#0b0c0c\">A simulation, one run, drawn from seed ")
                .append(scenario.seed())
                .append("; not a forecast. Nothing in it was measured.</text>\n</g>\n</svg>\n");
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
