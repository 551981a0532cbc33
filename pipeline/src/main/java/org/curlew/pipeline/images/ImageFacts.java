package org.curlew.pipeline.images;

import java.util.Map;

/**
 * What a container says of itself.
 *
 * @param format short name as in {@code summary.json}: {@code raw}, {@code split-raw}, {@code ewf-e01} …
 * @param segments number of files the image consists of
 * @param bytes size of the media in bytes
 * @param storedMd5 lower-case hex digest that the container stores, or null
 * @param storedSha1 lower-case hex digest that the container stores, or null
 * @param acquisition acquisition metadata by name (case number, evidence number, examiner, dates, software), may be empty
 */
public record ImageFacts(
        String format, int segments, long bytes, String storedMd5, String storedSha1, Map<String, String> acquisition) {

    /** Name in {@link #acquisition} of what is damaged and was made good. */
    public static final String DAMAGE = "damage";

    public ImageFacts {
        acquisition = Map.copyOf(acquisition);
    }

    /** What of the container is damaged though its media could be read, in words; null where nothing is known to be. */
    public String damage() {
        return acquisition.get(DAMAGE);
    }
}
