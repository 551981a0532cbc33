package org.curlew.triage.queue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates as the interface writes them, in UK time. */
final class Dates {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEE d MMMM yyyy", Locale.UK).withZone(ZoneId.of("Europe/London"));

    private Dates() {}

    static String day(Instant at) {
        return DAY.format(at);
    }
}
