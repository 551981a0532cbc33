package org.curlew.triage.perceptual;

/**
 * When two videos match.
 *
 * @param distance frames match up to this Hamming distance
 * @param quality frames below it are left out of both videos
 * @param queryPercent least share of the query's frames that must be found in the other video
 * @param comparedPercent least share of the other video's frames that must be found in the query; 0 lets a short clip match the
 *     long film it was cut from
 */
public record VpdqThresholds(int distance, int quality, double queryPercent, double comparedPercent) {

    /** As published with vPDQ's matching extension: 31, 50, 80 %, 0 %. */
    public static final VpdqThresholds PUBLISHED =
            new VpdqThresholds(PdqResult.GREATEST_DISTANCE, PdqResult.LEAST_QUALITY, 80, 0);
}
