package org.curlew.triage.queue;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.curlew.triage.register.OffenceClass;

/**
 * Everything a rank is made of; stored with it, so that a rank of any past day can be made again.
 *
 * @param facts what holds, each with its words
 * @param receivedAt entry into the queue; the targets count from here
 * @param bandSince entry into the band it is in from a less urgent one, null when it was never ranked; age points count from here
 * @param awaitingTriage no triage result yet: the triage target counts, else the completion target
 * @param outcome the machine's result, null before there is one
 * @param deadline the nearest outside deadline, or null
 * @param override an override in force, or null
 */
public record RankInputs(
        long exhibitId,
        long caseId,
        OffenceClass offence,
        Map<Fact, String> facts,
        Instant receivedAt,
        Instant bandSince,
        boolean awaitingTriage,
        TriageOutcome outcome,
        Deadline deadline,
        Override override) {

    /** A bail expiry, court direction or custody time limit. */
    public record Deadline(String what, Instant at) {}

    /** A named person's decision that stands above the rules until it expires. */
    public record Override(Band band, String reason, String approver, String approverRank, Instant until) {}

    public RankInputs {
        facts = facts.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(facts));
    }

    boolean has(Fact fact) {
        return facts.containsKey(fact);
    }

    /** The facts as one text in a fixed order, to see at a glance whether anything changed. */
    String factsText() {
        StringBuilder text = new StringBuilder();
        for (Fact fact : Fact.values()) {
            if (has(fact)) {
                text.append(fact).append('=').append(facts.get(fact)).append('\n');
            }
        }
        return text.toString();
    }

    /** The same with the time the exhibit entered its band. */
    RankInputs since(Instant entered) {
        return new RankInputs(
                exhibitId, caseId, offence, facts, receivedAt, entered, awaitingTriage, outcome, deadline, override);
    }

    /** The same exhibit with other facts, to ask what would move it. */
    RankInputs with(Map<Fact, String> other) {
        return new RankInputs(
                exhibitId, caseId, offence, other, receivedAt, bandSince, awaitingTriage, outcome, deadline, null);
    }
}
