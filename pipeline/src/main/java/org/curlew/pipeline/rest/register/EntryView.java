package org.curlew.pipeline.rest.register;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * One version of an entry.
 *
 * @param entry the entry as its kind writes it
 * @param recordedAt when it was written down; when the thing happened is in the entry
 * @param withdrawn it was recorded in error, stays readable, and counts for nothing
 */
record EntryView(
        long id,
        int version,
        String kind,
        JsonNode entry,
        Instant createdAt,
        Instant recordedAt,
        String author,
        String reason,
        boolean withdrawn) {}
