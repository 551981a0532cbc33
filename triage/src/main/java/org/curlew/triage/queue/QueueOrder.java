package org.curlew.triage.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order of the queue: the case first, by its best exhibit; then the exhibits inside it, the most informative first.
 * Within a band what is past its target stands on top; P0 and P1 then go by points and age, P2 to P4 put what is
 * deadline-critical before points. A device on whose result custody turns (P0-T) is triaged after P0 and before all else,
 * the clock that ends first before the others; once it is triaged it stands in its band.
 */
final class QueueOrder {

    private QueueOrder() {}

    /** A rank and what the machine found, which alone orders exhibits of one case that stand alike. */
    record Entry(Rank rank, long illegalHits) {}

    private static final Comparator<Rank> CASES = Comparator.comparingInt(QueueOrder::place)
            .thenComparing(QueueOrder::custodyEnd, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(r -> !r.overdue())
            .thenComparing(r -> r.band().ordinal() >= Band.P2.ordinal() && !r.slackCritical())
            .thenComparing(Rank::points, Comparator.reverseOrder())
            .thenComparing(Rank::receivedAt)
            .thenComparing(Rank::caseId);

    private static final Comparator<Entry> INSIDE = Comparator.comparingInt((Entry e) -> place(e.rank()))
            .thenComparing(Entry::illegalHits, Comparator.reverseOrder())
            .thenComparing(e -> e.rank().points(), Comparator.reverseOrder())
            .thenComparing(e -> e.rank().receivedAt())
            .thenComparing(e -> e.rank().exhibitId());

    /** The band's place, with the custody lane between P0 and P1. */
    private static int place(Rank rank) {
        int band = 2 * rank.band().ordinal();
        return rank.lane() == Lane.CUSTODY ? Math.min(band, 1) : band;
    }

    private static Instant custodyEnd(Rank rank) {
        return rank.lane() == Lane.CUSTODY ? rank.dueAt() : null;
    }

    static List<Entry> sort(List<Entry> entries) {
        Map<Long, List<Entry>> cases = new HashMap<>();
        for (Entry entry : entries) {
            cases.computeIfAbsent(entry.rank().caseId(), id -> new ArrayList<>())
                    .add(entry);
        }
        record Case(Rank best, List<Entry> exhibits) {}
        List<Case> sorted = new ArrayList<>(cases.size());
        for (List<Entry> exhibits : cases.values()) {
            exhibits.sort(INSIDE);
            Rank best = exhibits.stream().map(Entry::rank).min(CASES).orElseThrow();
            sorted.add(new Case(best, exhibits));
        }
        sorted.sort(Comparator.comparing(Case::best, CASES));
        return sorted.stream().flatMap(c -> c.exhibits().stream()).toList();
    }
}
