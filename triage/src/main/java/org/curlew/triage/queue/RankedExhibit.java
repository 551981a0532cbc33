package org.curlew.triage.queue;

import java.time.Instant;

/** An exhibit's place: the rank, its number in the queue (1 is next) and the rules that gave it. */
public record RankedExhibit(
        long exhibitId,
        String caseReference,
        String exhibitReference,
        int position,
        Rank rank,
        String ruleVersion,
        Instant rankedAt) {

    public Band band() {
        return rank.band();
    }

    public String sentence() {
        return rank.sentence();
    }
}
