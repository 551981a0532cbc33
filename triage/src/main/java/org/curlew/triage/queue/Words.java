package org.curlew.triage.queue;

import java.time.Duration;
import java.time.Instant;

/** Times and counts as one would say them. */
final class Words {

    private Words() {}

    /** "due for triage result in 6 hours", "overdue for completion by 3 days". */
    static String due(String what, Instant due, Instant now) {
        return due.isAfter(now)
                ? "due for " + what + " in " + span(Duration.between(now, due))
                : "overdue for " + what + " by " + span(Duration.between(due, now));
    }

    /** Whole days from two days on, else whole hours, else minutes; rounded down, so that nothing sounds later than it is. */
    static String span(Duration span) {
        if (span.toHours() >= 48) {
            return count(span.toDays(), "day", "days");
        }
        return span.toHours() >= 1
                ? count(span.toHours(), "hour", "hours")
                : count(span.toMinutes(), "minute", "minutes");
    }

    static String count(long n, String one, String many) {
        return n == 1 ? "1 " + one : String.format("%,d %s", n, many);
    }
}
