package org.curlew.pipeline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs of ours and of a peer in turn: medians of the rates and of the ratios, with the most memory each took. */
final class Pair {

    /** A piece of work. */
    interface Work {
        /** @return seconds */
        double run() throws Exception;
    }

    private final String what;
    private final String peer;
    private final double items;
    private final String must;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();
    private PeakMemory ourPeak = new PeakMemory(-1, 0);
    private PeakMemory theirPeak = new PeakMemory(-1, 0);

    /**
     * @param peer what it is compared with; "" for nothing
     * @param items done in a run
     * @param must what is to be reached, in words
     */
    Pair(String what, String peer, double items, String must) {
        this.what = what;
        this.peer = peer;
        this.items = items;
        this.must = must;
    }

    void ours(Work work) throws Exception {
        PeakMemory.Watch watch = PeakMemory.watch();
        ours.add(work.run());
        ourPeak = ourPeak.or(watch.end());
    }

    void theirs(Work work) throws Exception {
        PeakMemory.Watch watch = PeakMemory.watch();
        theirs.add(work.run());
        theirPeak = theirPeak.or(watch.end());
    }

    void theirs(double seconds, long resident) {
        theirs.add(seconds);
        theirPeak = theirPeak.or(new PeakMemory(-1, resident));
    }

    String row() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < theirs.size(); i++) {
            ratios.add(theirs.get(i) / ours.get(i));
        }
        ratios.sort(null);
        String compared = ratios.isEmpty()
                ? " | | "
                : String.format(
                        Locale.ROOT,
                        "%,.0f/s | %s | **%.2f** (%.2f to %.2f)",
                        items / Series.median(theirs),
                        theirPeak,
                        Series.median(ratios),
                        ratios.getFirst(),
                        ratios.getLast());
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f/s | %s | %s | %s | %s |",
                what,
                items / Series.median(ours),
                ourPeak,
                peer,
                compared,
                must);
    }
}
