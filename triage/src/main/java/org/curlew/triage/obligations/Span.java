package org.curlew.triage.obligations;

/**
 * A length of time as a rule file gives it. Parts are added in the order months, days, working days, hours; {@code
 * endOfDay} then moves to the end of that day in the UK. Days and months are calendar days and months there, so that
 * a night of 23 or 25 hours moves no due time.
 */
public record Span(Integer months, Integer days, Integer workingDays, Integer hours, boolean endOfDay) {

    static final Span ZERO = new Span(null, null, null, null, false);

    static Span days(int days) {
        return new Span(null, days, null, null, false);
    }

    String problem() {
        boolean negative = negative(months) || negative(days) || negative(workingDays) || negative(hours);
        return negative ? "below nought" : null;
    }

    /** Whether a clock that repeats after it would fall due again and again at the same instant. */
    boolean nought() {
        return !positive(months) && !positive(days) && !positive(workingDays) && !positive(hours);
    }

    private static boolean positive(Integer n) {
        return n != null && n > 0;
    }

    private static boolean negative(Integer n) {
        return n != null && n < 0;
    }
}
