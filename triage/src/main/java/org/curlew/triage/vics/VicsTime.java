package org.curlew.triage.vics;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment as a VICS file states it.
 *
 * @param local date and time as written
 * @param offset offset from UTC; null where the file gave none, and then nobody may guess it
 */
public record VicsTime(LocalDateTime local, ZoneOffset offset) {

    private static final Pattern DOT_NET = Pattern.compile("/Date\\((-?\\d{1,15})([+-]\\d{4})?\\)/");
    private static final Pattern SLASHED = Pattern.compile(
            "(\\d{1,2})/(\\d{1,2})/(\\d{4})(?:[ T](\\d{1,2}):(\\d{2})(?::(\\d{2}))?\\s*([AaPp][Mm])?)?");

    public static VicsTime of(Instant instant) {
        return new VicsTime(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), ZoneOffset.UTC);
    }

    /** The moment in UTC, where the file states an offset. */
    public Optional<Instant> instant() {
        return offset == null ? Optional.empty() : Optional.of(local.toInstant(offset));
    }

    /**
     * Reads the shapes seen in real exports: ISO 8601 with offset, with {@code Z} or without a zone; the malformed
     * {@code +05:00Z} of one writer (the offset counts); {@code /Date(ms)/} of .NET, UTC; month/day/year of US writers, no zone.
     *
     * @return empty where the text is none of these
     */
    public static Optional<VicsTime> parse(String text) {
        String trimmed = text.strip();
        try {
            Matcher dotNet = DOT_NET.matcher(trimmed);
            if (dotNet.matches()) {
                return Optional.of(of(Instant.ofEpochMilli(Long.parseLong(dotNet.group(1)))));
            }
            Matcher slashed = SLASHED.matcher(trimmed);
            if (slashed.matches()) {
                return Optional.of(new VicsTime(monthDayYear(slashed), null));
            }
            return Optional.of(iso(trimmed));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static VicsTime iso(String text) {
        if (text.length() == 10) {
            return new VicsTime(LocalDate.parse(text).atStartOfDay(), null);
        }
        String value = text.indexOf(' ') == 10 ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        if (value.matches(".*[+-]\\d{2}:\\d{2}Z")) {
            value = value.substring(0, value.length() - 1);
        }
        var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(value, OffsetDateTime::from, LocalDateTime::from);
        if (parsed instanceof OffsetDateTime time) {
            return new VicsTime(time.toLocalDateTime(), time.getOffset());
        }
        return new VicsTime((LocalDateTime) parsed, null);
    }

    private static LocalDateTime monthDayYear(Matcher m) {
        int hour = m.group(4) == null ? 0 : Integer.parseInt(m.group(4));
        if (m.group(7) != null) {
            if (hour < 1 || hour > 12) {
                throw new DateTimeException("hour " + hour + " with am or pm");
            }
            hour = hour % 12 + (m.group(7).equalsIgnoreCase("pm") ? 12 : 0);
        }
        return LocalDateTime.of(
                Integer.parseInt(m.group(3)),
                Integer.parseInt(m.group(1)),
                Integer.parseInt(m.group(2)),
                hour,
                m.group(5) == null ? 0 : Integer.parseInt(m.group(5)),
                m.group(6) == null ? 0 : Integer.parseInt(m.group(6)));
    }

    /** ISO 8601, with the offset where there is one. */
    @Override
    public String toString() {
        return offset == null ? local.toString() : local.atOffset(offset).toString();
    }
}
