package org.curlew.pipeline.extraction.archives;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

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

    /** ISO 8601 without a zone: a local time that a library has read in this machine's zone. */
    static String local(FileTime time) {
        return text(time).isEmpty()
                ? ""
                : LocalDateTime.ofInstant(time.toInstant(), ZoneId.systemDefault())
                        .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }
}
