package org.curlew.pipeline.extraction.archives;

import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Times of members as text. */
final class Instants {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Instants() {}

    /** ISO 8601 UTC, "" for none, for zero and for a year that cannot be written. */
    static String text(FileTime time) {
        if (time == null) {
            return "";
        }
        Instant instant = time.toInstant();
        boolean none = instant.equals(Instant.EPOCH) || instant.isBefore(EARLIEST) || instant.isAfter(LATEST);
        return none ? "" : instant.toString();
    }
}
