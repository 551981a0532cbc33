package org.curlew.triage.perceptual;

import java.util.List;

/**
 * How far two videos are alike. A suggestion for a person to look at.
 *
 * @param comparable false where one of the videos has no frame worth comparing: then nothing is known, which is not "no match"
 * @param matches whether the shares reach the thresholds
 * @param queryPercent share of the query's comparable frames that have a like frame in the other video
 * @param comparedPercent the same the other way about
 * @param nearest least distance between two of their frames, 256 where none were compared
 */
public record VpdqMatch(boolean comparable, boolean matches, double queryPercent, double comparedPercent, int nearest) {

    private static final int NONE = 256;

    /** Compares every frame with every frame, leaving out those of low quality and those that are not regular. */
    public static VpdqMatch of(List<FrameHash> query, List<FrameHash> compared, VpdqThresholds thresholds) {
        List<PdqHash> asked = comparable(query, thresholds);
        List<PdqHash> known = comparable(compared, thresholds);
        if (asked.isEmpty() || known.isEmpty()) {
            return new VpdqMatch(false, false, 0, 0, NONE);
        }
        boolean[] found = new boolean[known.size()];
        int askedFound = 0;
        int nearest = NONE;
        for (PdqHash frame : asked) {
            boolean like = false;
            for (int k = 0; k < found.length; k++) {
                int distance = frame.distance(known.get(k));
                nearest = Math.min(nearest, distance);
                if (distance <= thresholds.distance()) {
                    like = true;
                    found[k] = true;
                }
            }
            askedFound += like ? 1 : 0;
        }
        int knownFound = 0;
        for (boolean each : found) {
            knownFound += each ? 1 : 0;
        }
        double queryPercent = 100.0 * askedFound / asked.size();
        double comparedPercent = 100.0 * knownFound / known.size();
        // With both limits at 0 a pair without a single like frame would "match".
        boolean matches = askedFound > 0
                && queryPercent >= thresholds.queryPercent()
                && comparedPercent >= thresholds.comparedPercent();
        return new VpdqMatch(true, matches, queryPercent, comparedPercent, nearest);
    }

    private static List<PdqHash> comparable(List<FrameHash> frames, VpdqThresholds thresholds) {
        return frames.stream()
                .filter(frame -> frame.quality() >= thresholds.quality())
                .map(FrameHash::hash)
                .filter(PdqHash::regular)
                .toList();
    }
}
