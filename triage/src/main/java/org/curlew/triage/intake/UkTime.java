package org.curlew.triage.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import org.curlew.triage.register.Times;

/**
 * Times as UK spreadsheets hold them: "02/03/2026", "02/03/2026 14:05", ISO 8601 with or without offset. Without one the
 * UK's clock is meant. An hour that the clocks leap over in spring is refused; of the hour that comes twice in autumn the
 * first is taken, since a due time may come early but not late.
 */
public final class UkTime {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d/M/uuuu").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("d/M/uuuu H:mm").withResolverStyle(ResolverStyle.STRICT);

    private UkTime() {}

    /** @throws IllegalArgumentException that says what is wrong with the text */
    public static LocalDate date(String text) {
        try {
            return text.contains("/") ? LocalDate.parse(text, DATE) : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is not a date; write 02/03/2026 or 2026-03-02", e);
        }
    }

    /** @throws IllegalArgumentException that says what is wrong with the text */
    public static Instant instant(String text) {
        try {
            if (text.matches(".*(Z|[+-]\\d\\d:\\d\\d)$")) {
                return OffsetDateTime.parse(text).toInstant();
            }
            if (text.matches("\\S+") && !text.contains("T")) {
                return date(text).atStartOfDay(Times.UK).toInstant();
            }
            LocalDateTime local = text.contains("/")
                    ? LocalDateTime.parse(text, DATE_TIME)
                    : LocalDateTime.parse(text.trim().replace(' ', 'T'));
            return instant(local);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time; write 02/03/2026 14:05 or 2026-03-02T14:05", e);
        }
    }

    /** @throws IllegalArgumentException where the clocks leap over the time */
    public static Instant instant(LocalDateTime local) {
        if (Times.UK.getRules().getValidOffsets(local).isEmpty()) {
            throw new IllegalArgumentException(local.toString().replace('T', ' ')
                    + " does not exist: the clocks go forward from 01:00 to 02:00 on that day");
        }
        return local.atZone(Times.UK).withEarlierOffsetAtOverlap().toInstant();
    }
}
