package org.curlew.triage.queue;

import java.time.Instant;
import java.util.List;

/**
 * A rank and why.
 *
 * @param rulesBand the band of the rules alone; differs from {@code band} under an override
 * @param incomplete an unknown holds the band up (gate G6)
 * @param slackCritical the outside deadline is nearer than a quarter of the band's completion time
 * @param dueAt the target that counts now, null where a band has none
 * @param light green, amber at 80 % of the target, red at 100 %, review at 150 % (mandatory superintendent review)
 * @param sentence what a superintendent can read aloud
 * @param moves what would move it, each one sentence; empty on a rank of the past
 */
public record Rank(
        long exhibitId,
        long caseId,
        Band band,
        Band rulesBand,
        Lane lane,
        String gate,
        boolean incomplete,
        int points,
        boolean slackCritical,
        Instant receivedAt,
        Instant dueAt,
        Light light,
        String sentence,
        List<String> moves) {

    /** How far the target has been used. */
    public enum Light {
        GREEN,
        AMBER,
        RED,
        REVIEW
    }

    /** The same with an equal list of what would move it, which many ranks may share. */
    Rank with(List<String> shared) {
        return new Rank(
                exhibitId,
                caseId,
                band,
                rulesBand,
                lane,
                gate,
                incomplete,
                points,
                slackCritical,
                receivedAt,
                dueAt,
                light,
                sentence,
                shared);
    }

    boolean overdue() {
        return light.compareTo(Light.RED) >= 0;
    }
}
