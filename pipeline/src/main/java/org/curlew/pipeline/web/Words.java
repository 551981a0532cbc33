package org.curlew.pipeline.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Dates, spans, counts and sizes as every page writes them: UK time, with how long ago in days. */
@Component("words")
@ConditionalOnWebApplication
public class Words {

    private static final LedgerSentences SENTENCES = new LedgerSentences();

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("EEE d MMMM yyyy, HH:mm", Locale.UK);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMMM yyyy", Locale.UK);
    private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB", "PB"};

    private static final Set<String> ABBREVIATIONS = Set.of("RUI", "NFA", "IIOC", "KIRAT");

    private final Clock clock;

    public Words(Clock clock) {
        this.clock = clock;
    }

    /** "Tue 3 March 2026, 14:05 (18 days ago)"; "not recorded" where there is none. */
    public String at(Instant at) {
        return at == null ? "not recorded" : MINUTE.format(at.atZone(Times.UK)) + " (" + away(at) + ")";
    }

    public String at(OffsetDateTime at) {
        return at(at == null ? null : at.toInstant());
    }

    /** "Tue 3 March 2026, 14:05". */
    public String minute(Instant at) {
        return at == null ? "not recorded" : MINUTE.format(at.atZone(Times.UK));
    }

    /** "Tue 3 March 2026". */
    public String day(Instant at) {
        return at == null ? "not recorded" : DAY.format(at.atZone(Times.UK));
    }

    public String day(LocalDate day) {
        return day == null ? "not recorded" : DAY.format(day);
    }

    /** Now, for "as at" lines. */
    public String now() {
        return MINUTE.format(clock.instant().atZone(Times.UK));
    }

    /** "18 days ago", "in 6 hours", "today". Days are calendar days in the UK. */
    public String away(Instant at) {
        Instant now = clock.instant();
        long days = ChronoUnit.DAYS.between(
                now.atZone(Times.UK).toLocalDate(), at.atZone(Times.UK).toLocalDate());
        boolean past = at.isBefore(now);
        long hours = Duration.between(now, at).abs().toHours();
        if (days == 0 || hours < 24) {
            long minutes = Duration.between(now, at).abs().toMinutes();
            String span = hours >= 1 ? count(hours, "hour") : count(minutes, "minute");
            return past ? span + " ago" : "in " + span;
        }
        return past ? count(-days, "day") + " ago" : "in " + count(days, "day");
    }

    /** Whether an instant still lies ahead; null does not. */
    public boolean future(Instant at) {
        return at != null && at.isAfter(clock.instant());
    }

    /** Whole days from then to now. */
    public long daysSince(Instant at) {
        return Math.max(0, Duration.between(at, clock.instant()).toDays());
    }

    /** "1 day", "31 days", "12,000 days". */
    public String count(long n, String one) {
        return count(n, one, one + "s");
    }

    public String count(long n, String one, String many) {
        return String.format(Locale.UK, "%,d %s", n, n == 1 ? one : many);
    }

    /** "12,345". */
    public String number(long n) {
        return String.format(Locale.UK, "%,d", n);
    }

    /** Bytes in powers of 1,000: "61.4 TB". */
    public String size(Long bytes) {
        if (bytes == null) {
            return "not known";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? number(bytes) + " bytes" : String.format(Locale.UK, "%.1f %s", value, UNITS[unit]);
    }

    /** The details of a ledger entry, as a sentence part a field. */
    public String details(String json) {
        return DetailWords.of(json);
    }

    /** How a suspect was released, without an abbreviation: "Released under investigation". */
    public String release(Object kind) {
        return switch (String.valueOf(kind)) {
            case "RUI" -> "Released under investigation";
            case "NFA" -> "No further action";
            default -> plain(kind);
        };
    }

    /** An entry of the ledger as a sentence; a kind that has none, as {@link #plain} says it. */
    public String sentence(String kind, String details) {
        return SENTENCES.of(kind, details).orElseGet(() -> plain(kind));
    }

    /** "VERIFY_FAILED" as "Verify failed". */
    public String plain(Object name) {
        if (name == null) {
            return "";
        }
        if (ABBREVIATIONS.contains(name.toString())) {
            return name.toString();
        }
        String text = name.toString().replace('_', ' ').replace('-', ' ').toLowerCase(Locale.ROOT);
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
