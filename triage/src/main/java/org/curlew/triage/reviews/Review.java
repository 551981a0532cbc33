package org.curlew.triage.reviews;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A supervisor's review of a case.
 *
 * @param insteadOf the supervisor for whom a deputy does it, or null
 * @param answers by "part.question", such as "1.voice"
 * @param qualityFlag why it goes to audit, or null
 */
public record Review(
        long id,
        long caseId,
        String reviewer,
        String insteadOf,
        String ruleVersion,
        Instant startedAt,
        Instant closedAt,
        Map<String, Answer> answers,
        Decision decision,
        List<Action> actions,
        Instant nextDue,
        String qualityFlag) {

    /** An answer: text, or "no change" with its reason. */
    public record Answer(String text, boolean noChange, String reason) {

        public static Answer of(String text) {
            return new Answer(text, false, null);
        }

        public static Answer noChange(String reason) {
            return new Answer(null, true, reason);
        }

        boolean blank() {
            return noChange ? reason == null || reason.isBlank() : text == null || text.isBlank();
        }

        String words() {
            return noChange ? reason : text;
        }
    }

    /** Something to be done, by whom, by when. */
    public record Action(String what, String owner, LocalDate due) {}

    public enum Decision {
        CONTINUE,
        CHARGE_ADVICE,
        NFA
    }
}
