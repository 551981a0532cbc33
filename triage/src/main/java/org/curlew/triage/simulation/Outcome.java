package org.curlew.triage.simulation;

import java.util.List;
import java.util.Map;
import org.curlew.triage.queue.Band;

/**
 * What a run gave.
 *
 * @param days the state at the end of each day
 * @param clears the first day at which a band had nothing waiting and from which it stayed at or under four weeks' arrivals (or
 *     three items, where fewer come), absent if never
 * @param meanWait mean days between arrival and start, over items started
 */
public record Outcome(
        Scenario scenario, List<Day> days, Map<Band, Integer> clears, double meanWait, int started, double cost) {

    /** A day's end; the oldest in days. */
    public record Day(
            int day,
            int waiting,
            Map<Band, Integer> byBand,
            double oldest,
            int started,
            int eliminated,
            int outsourced,
            int heldForStorage,
            double storageUsed,
            int reviewsMissed,
            int warrantsWaiting,
            double cost) {}

    public Day last() {
        return days.getLast();
    }

    /** One line for a meeting. */
    public String sentence() {
        Day end = last();
        return scenario.name() + ": after " + scenario.days() + " days " + end.waiting() + " wait, the oldest "
                + Math.round(end.oldest()) + " days; " + end.reviewsMissed() + " reviews missed; "
                + end.warrantsWaiting() + " warrants wait; £" + Math.round(cost) + ".";
    }
}
