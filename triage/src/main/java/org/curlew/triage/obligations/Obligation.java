package org.curlew.triage.obligations;

import java.time.Duration;
import java.time.Instant;

/**
 * One thing due.
 *
 * @param period the start it runs from; with rule and subject it is the obligation's identity
 * @param metAt when it was met, also when late: completed late stays visible as late
 */
public record Obligation(
        String ruleId,
        String ruleVersion,
        String subject,
        Instant period,
        Long caseId,
        Long personId,
        Long childId,
        Long exhibitId,
        String band,
        String level,
        String what,
        Instant due,
        State state,
        Instant metAt) {

    public enum State {
        OPEN,
        MET,
        MET_LATE,
        /** A whole period passed without it. */
        MISSED,
        /** Its subject ended first. */
        ENDED
    }

    public boolean overdue(Instant now) {
        return state == State.OPEN && due.isBefore(now);
    }

    /** Whole days past due; nought when it is not. */
    public long daysOverdue(Instant now) {
        return overdue(now) ? Duration.between(due, now).toDays() : 0;
    }
}
