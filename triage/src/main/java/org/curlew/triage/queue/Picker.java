package org.curlew.triage.queue;

import java.util.Comparator;
import java.util.List;

/**
 * Which item is started next: the first of the queue, but every so many starts the oldest one, so that the reserved share
 * of examiner time always moves the oldest item whatever arrives above it.
 */
final class Picker {

    private Picker() {}

    /**
     * Whether the start with this number goes to the oldest item. Over any n starts at least floor(n × share) do.
     *
     * @param start starts made so far
     */
    static boolean oldestsTurn(long start, double share) {
        return Math.floor((start + 1) * share) > Math.floor(start * share);
    }

    static RankedExhibit next(List<RankedExhibit> queue, long start, double share) {
        return oldestsTurn(start, share)
                ? queue.stream()
                        .min(Comparator.comparing((RankedExhibit r) -> r.rank().receivedAt())
                                .thenComparing(RankedExhibit::position))
                        .orElseThrow()
                : queue.getFirst();
    }
}
