package org.curlew.pipeline.images;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/**
 * What has been fetched of a part in the object store, what is on its way, and what to fetch ahead. A request begins and ends
 * at blocks of 256 KiB, so that a small file among others costs little; where reading goes forward it covers up to eight of
 * them, so that a long file costs few requests. What was used longest ago is given up first. Not safe for several threads.
 */
final class StoredBlocks {

    static final int BLOCK = 256 << 10;

    /** Blocks of one request at most: 2 MiB. */
    private static final int MOST = 8;

    /** Blocks ahead of the reader at most: 6 MiB. */
    private static final int AHEAD = 24;

    /** Blocks that are kept: 48 MiB. */
    static final int KEPT = 192;

    /** Brings exactly these bytes. */
    interface Source {
        byte[] fetch(long position, int length) throws IOException;
    }

    /** One request. */
    record Fetch(long first, int count, FutureTask<byte[]> bytes) {

        /** Offset in the part of the first of its bytes. */
        long position() {
            return first * BLOCK;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private final long size;
    private final Source source;
    private final Map<Long, Fetch> byBlock = new HashMap<>();
    private final LinkedHashSet<Fetch> recent = new LinkedHashSet<>();
    private int kept;
    private long last = -2;
    private int forward;

    StoredBlocks(long size, Source source) {
        this.size = size;
        this.source = source;
    }

    /**
     * The request that holds a position, made where there is none.
     *
     * @param end where the reader's own wish ends, which is fetched with it
     */
    Fetch wanted(long position, long end) {
        long block = position / BLOCK;
        Fetch fetch = byBlock.get(block);
        if (fetch == null) {
            fetch = add(block, (int) Math.min(MOST, (end - 1) / BLOCK - block + 1));
        } else {
            recent.remove(fetch);
            recent.add(fetch);
        }
        long until = Math.min((end - 1) / BLOCK, fetch.first() + fetch.count() - 1);
        if (block < last || block > last + 1) {
            forward = 0;
        } else if (until > last) {
            forward++;
        }
        last = until;
        return fetch;
    }

    /** What to fetch ahead of the last wish; none where reading jumps about. */
    List<Fetch> ahead() {
        List<Fetch> found = new ArrayList<>();
        long blocks = (size + BLOCK - 1) / BLOCK;
        long limit = Math.min(blocks - 1, last + Math.min(AHEAD, 2L * forward));
        for (long block = last + 1; block <= limit; ) {
            Fetch there = byBlock.get(block);
            if (there == null) {
                there = add(block, Math.min(MOST, forward));
                found.add(there);
            }
            block = there.first() + there.count();
        }
        return found;
    }

    private Fetch add(long first, int most) {
        int count = 1;
        while (count < most && (first + count) * BLOCK < size && !byBlock.containsKey(first + count)) {
            count++;
        }
        int length = (int) Math.min((long) count * BLOCK, size - first * BLOCK);
        Fetch fetch = new Fetch(first, count, new FutureTask<>(() -> source.fetch(first * BLOCK, length)));
        for (int i = 0; i < count; i++) {
            byBlock.put(first + i, fetch);
        }
        recent.add(fetch);
        kept += count;
        while (kept > KEPT) {
            forget(recent.getFirst());
        }
        return fetch;
    }

    /** Gives a request up: the next who wants its bytes makes a new one. */
    void forget(Fetch fetch) {
        if (recent.remove(fetch)) {
            kept -= fetch.count();
            for (int i = 0; i < fetch.count(); i++) {
                byBlock.remove(fetch.first() + i);
            }
        }
    }

    void clear() {
        byBlock.clear();
        recent.clear();
        kept = 0;
    }
}
