package org.curlew.pipeline.images;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/**
 * What has been fetched of a part in the object store, what is on its way, and what to fetch ahead. A request begins and ends
 * at blocks of 256 KiB, so that a small file among others costs little; where reading goes forward it covers up to sixteen of
 * them, so that a long file costs few requests. Up to four readers that go forward at once are told apart. Callers hold the
 * lock of {@link Kept}.
 */
final class StoredBlocks {

    static final int BLOCK = 256 << 10;

    /** Blocks of one request at most: 4 MiB. */
    private static final int MOST = RangeCalls.LARGEST / BLOCK;

    /** Blocks ahead of a reader at most: 16 MiB, so that four of the largest requests are on their way. */
    private static final int AHEAD = 4 * MOST;

    private static final int STREAMS = 4;

    /**
     * What is kept of all parts together, 48 MiB at most: an image may have hundreds of parts. What was used longest ago is
     * given up first, whichever part's it is.
     */
    static final class Kept {

        static final int BLOCKS = 192;

        private final LinkedHashMap<Fetch, StoredBlocks> recent = new LinkedHashMap<>();
        private int blocks;

        private void used(Fetch fetch) {
            recent.putLast(fetch, recent.get(fetch));
        }

        private void add(Fetch fetch, StoredBlocks owner) {
            recent.put(fetch, owner);
            blocks += fetch.count();
            while (blocks > BLOCKS) {
                recent.firstEntry().getValue().forget(recent.firstEntry().getKey());
            }
        }

        private boolean remove(Fetch fetch) {
            if (recent.remove(fetch) == null) {
                return false;
            }
            blocks -= fetch.count();
            return true;
        }
    }

    /** A reader that goes forward. */
    private static final class Stream {
        private long last = -2;
        private int forward;
        private long used;
    }

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
    private final Kept kept;
    private final Map<Long, Fetch> byBlock = new HashMap<>();
    private final Stream[] streams = new Stream[STREAMS];
    private Stream current;
    private long wishes;

    StoredBlocks(long size, Source source, Kept kept) {
        this.size = size;
        this.source = source;
        this.kept = kept;
        for (int i = 0; i < STREAMS; i++) {
            streams[i] = new Stream();
        }
        this.current = streams[0];
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
            kept.used(fetch);
        }
        long until = Math.min((end - 1) / BLOCK, fetch.first() + fetch.count() - 1);
        current = streamAt(block);
        if (until > current.last && current.last >= 0) {
            current.forward++;
        }
        current.last = until;
        return fetch;
    }

    /** The reader that goes on here, or the one idle longest, begun anew. */
    private Stream streamAt(long block) {
        Stream found = streams[0];
        for (Stream stream : streams) {
            if (block == stream.last || block == stream.last + 1) {
                stream.used = ++wishes;
                return stream;
            }
            found = stream.used < found.used ? stream : found;
        }
        found.last = -2;
        found.forward = 0;
        found.used = ++wishes;
        return found;
    }

    /** What to fetch ahead of the last wish; none where reading jumps about. */
    List<Fetch> ahead() {
        List<Fetch> found = new ArrayList<>();
        long blocks = (size + BLOCK - 1) / BLOCK;
        long limit = Math.min(blocks - 1, current.last + Math.min(AHEAD, 2L * current.forward));
        for (long block = current.last + 1; block <= limit; ) {
            Fetch there = byBlock.get(block);
            if (there == null) {
                there = add(block, Math.min(MOST, current.forward));
                found.add(there);
            } else {
                // will be wanted sooner than what has been read already
                kept.used(there);
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
        kept.add(fetch, this);
        return fetch;
    }

    /** Gives a request up: the next who wants its bytes makes a new one. */
    void forget(Fetch fetch) {
        if (kept.remove(fetch)) {
            for (int i = 0; i < fetch.count(); i++) {
                byBlock.remove(fetch.first() + i);
            }
        }
    }

    void clear() {
        new HashSet<>(byBlock.values()).forEach(this::forget);
    }
}
