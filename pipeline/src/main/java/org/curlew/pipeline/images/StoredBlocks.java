package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
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

    static final int BLOCK = RangeCalls.BLOCK;

    /** Blocks of one request at most: 4 MiB. */
    private static final int MOST = RangeCalls.LARGEST / BLOCK;

    /** Blocks ahead of a reader at most: 8 MiB. With twice as much a tenth more is fetched, of what nobody then reads. */
    private static final int AHEAD = 2 * MOST;

    private static final int STREAMS = 4;

    /**
     * What is kept of all parts together, 48 MiB at most: an image may have hundreds of parts. What was used longest ago is
     * given up first, whichever part's it is.
     */
    static final class Kept {

        static final int BLOCKS = 192;

        /** More than is kept, for what was given up and is still being read or fetched. */
        private static final int WINDOW = BLOCKS + 4 * MOST;

        private final LinkedHashMap<Fetch, StoredBlocks> recent = new LinkedHashMap<>();
        private int blocks;
        private SharedWindow window;
        private boolean asked;

        /** Asks the parent, once, for the file in memory that fetched bytes go to; without one they come by the socket. */
        synchronized void prepare(Path socket) throws IOException {
            if (!asked) {
                window = SharedWindow.open(socket, WINDOW);
                asked = true;
            }
        }

        /** For tests. */
        synchronized void use(SharedWindow other) {
            window = other;
            asked = true;
        }

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

    /** What was fetched. */
    interface Loaded {

        int length();

        void copy(int from, int count, ByteBuffer target);

        static Loaded of(byte[] bytes) {
            return new Loaded() {
                @Override
                public int length() {
                    return bytes.length;
                }

                @Override
                public void copy(int from, int count, ByteBuffer target) {
                    target.put(bytes, from, count);
                }
            };
        }
    }

    /** Brings exactly these bytes. */
    interface Source {

        /** @param places blocks of the window to have them laid in; null where there is no window, or no room in it */
        Loaded fetch(long position, int length, SharedWindow window, int[] places) throws IOException;
    }

    /**
     * One request. It keeps its places in the window until it was given up, nobody reads it and it is not under way; where it failed they
     * are never used again.
     */
    static final class Fetch {

        private final long first;
        private final int count;
        private FutureTask<Loaded> bytes;
        private int[] places;
        private int readers;
        private boolean running;
        private boolean givenUp;

        Fetch(long first, int count) {
            this.first = first;
            this.count = count;
        }

        long first() {
            return first;
        }

        int count() {
            return count;
        }

        FutureTask<Loaded> bytes() {
            return bytes;
        }

        /** Offset in the part of the first of its bytes. */
        long position() {
            return first * BLOCK;
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
     * The request that holds a position, made where there is none; to be given back by {@link #read}.
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
        fetch.readers++;
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
        long limit = Math.min(blocks - 1, current.last + Math.min(AHEAD, current.forward));
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
        Fetch fetch = new Fetch(first, count);
        fetch.bytes = new FutureTask<>(() -> bring(fetch, length));
        fetch.places = kept.window == null ? null : kept.window.take(count);
        for (int i = 0; i < count; i++) {
            byBlock.put(first + i, fetch);
        }
        kept.add(fetch, this);
        return fetch;
    }

    private Loaded bring(Fetch fetch, int length) throws IOException {
        int[] places;
        synchronized (kept) {
            if (fetch.givenUp && fetch.readers == 0) {
                throw new IOException("given up before it began");
            }
            fetch.running = true;
            places = fetch.places;
        }
        Loaded loaded = null;
        try {
            loaded = source.fetch(fetch.position(), length, kept.window, places);
            return loaded;
        } finally {
            synchronized (kept) {
                fetch.running = false;
                if (loaded == null) {
                    // who was to lay bytes there may still do so: another request must not find them among its own
                    fetch.places = null;
                }
                free(fetch);
            }
        }
    }

    /** A reader of the request has its bytes. */
    void read(Fetch fetch) {
        fetch.readers--;
        free(fetch);
    }

    private void free(Fetch fetch) {
        if (fetch.givenUp && fetch.readers == 0 && !fetch.running && fetch.places != null) {
            kept.window.give(fetch.places);
            fetch.places = null;
        }
    }

    /** Gives a request up: the next who wants its bytes makes a new one. */
    void forget(Fetch fetch) {
        if (kept.remove(fetch)) {
            fetch.givenUp = true;
            free(fetch);
            for (int i = 0; i < fetch.count(); i++) {
                byBlock.remove(fetch.first() + i);
            }
        }
    }

    void clear() {
        new HashSet<>(byBlock.values()).forEach(this::forget);
    }
}
