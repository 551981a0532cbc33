package org.curlew.pipeline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Paired runs of ours and theirs: the median of the ratios and its spread say more than single seconds. */
final class Series {

    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();

    void add(double our, double their) {
        ours.add(our);
        theirs.add(their);
    }

    /** "name | ours s | theirs s | ratio median (min to max)", as a row of a Markdown table. */
    String row(String what, String peer) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(theirs.get(i) / ours.get(i));
        }
        ratios.sort(null);
        boolean compared = median(theirs) > 0;
        return compared
                ? String.format(
                        Locale.ROOT,
                        "| %s | %.2f | %s | %.2f | **%.2f** (%.2f to %.2f) |",
                        what,
                        median(ours),
                        peer,
                        median(theirs),
                        median(ratios),
                        ratios.getFirst(),
                        ratios.getLast())
                : String.format(Locale.ROOT, "| %s | %.2f | | | |", what, median(ours));
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
