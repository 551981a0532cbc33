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

    public ImageFacts {
        acquisition = Map.copyOf(acquisition);
    }
}
