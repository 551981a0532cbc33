package org.curlew.pipeline.images;

import java.util.ArrayList;
import java.util.List;

/** Collects unreadable ranges in media order; neighbours with the same reason become one. */
final class UnreadableRanges {

    /** Past so many the rest becomes one range that may hold readable parts: it is listed as a gap rather than lost. */
    private static final int MOST = 100_000;

    private static final String TOO_MANY = "too many unreadable ranges to list: parts between them may be readable";

    private final List<UnreadableRange> ranges = new ArrayList<>();

    void add(long from, long to, String reason) {
        UnreadableRange last = ranges.isEmpty() ? null : ranges.getLast();
        boolean full = ranges.size() >= MOST;
        if (last != null && (full || last.end() == from && last.reason().equals(reason))) {
            ranges.set(
                    ranges.size() - 1,
                    new UnreadableRange(last.offset(), to - last.offset(), full ? TOO_MANY : last.reason()));
        } else {
            ranges.add(new UnreadableRange(from, to - from, reason));
        }
    }

    List<UnreadableRange> list() {
        return ranges;
    }
}
