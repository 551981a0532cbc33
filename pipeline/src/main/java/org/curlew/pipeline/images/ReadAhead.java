package org.curlew.pipeline.images;

import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Notices readers that go through the media in order and has the chunks before them decoded on threads of its own. Up
 * to eight such readers are told apart; the window of each doubles while it keeps going.
 */
final class ReadAhead implements AutoCloseable {

    private static final int STREAMS = 8;
    private static final int BATCH_BYTES = 256 << 10;
    private static final long IDLE_SECONDS = 5;

    private static final class Stream {
        long next = -1;
        long announced;
        long run;
        long lastUse;
    }

    private final ChunkCache cache;
    private final long chunks;
    private final int batch;
    private final long widest;
    private final Stream[] streams = new Stream[STREAMS];
    private final ThreadPoolExecutor threads;
    private long uses;

    /**
     * @param chunks chunks in the media
     * @param widest chunks at most that are read ahead of one reader
     */
    ReadAhead(ChunkCache cache, long chunks, int chunkSize, int threadCount, long widest) {
        this.cache = cache;
        this.chunks = chunks;
        this.batch = Math.max(1, BATCH_BYTES / chunkSize);
        this.widest = widest;
        for (int i = 0; i < STREAMS; i++) {
            streams[i] = new Stream();
        }
        this.threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> Thread.ofPlatform().daemon().name("image-read-ahead").unstarted(work),
                new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Takes note of a read of the chunks {@code first} to {@code last}, before it happens. */
    void reading(long first, long last) {
        long from;
        long to;
        synchronized (this) {
            Stream stream = streamAt(first);
            boolean goesOn = stream.next >= 0;
            stream.run = goesOn ? stream.run + Math.max(0, last + 1 - stream.next) : 0;
            stream.next = last + 1;
            stream.lastUse = ++uses;
            stream.announced = Math.max(stream.announced, first + 1);
            long wanted = Math.min(chunks, last + 1 + Math.min(widest, 2 * stream.run));
            if (wanted - stream.announced < Math.min(batch, chunks - stream.announced) && last <= stream.announced) {
                return;
            }
            from = stream.announced;
            to = cache.announce(from, wanted);
            stream.announced = Math.max(from, to);
        }
        for (long at = from; at < to; at += batch) {
            long start = at;
            long end = Math.min(to, at + batch);
            threads.execute(() -> decode(start, end));
        }
    }

    /** A failure here is met again, and reported, by the reader who needs the chunk. */
    private void decode(long start, long end) {
        try {
            cache.loadAnnounced(start, end);
        } catch (IOException e) {
            System.getLogger(ReadAhead.class.getName())
                    .log(System.Logger.Level.DEBUG, "reading ahead stopped: {0}", e.getMessage());
        }
    }

    /** The stream that a read from this chunk carries on, or the one idle longest, begun anew. */
    private Stream streamAt(long first) {
        Stream oldest = streams[0];
        for (Stream stream : streams) {
            if (stream.next >= 0 && (first == stream.next || first == stream.next - 1)) {
                return stream;
            }
            if (stream.lastUse < oldest.lastUse) {
                oldest = stream;
            }
        }
        oldest.next = -1;
        oldest.announced = 0;
        return oldest;
    }

    /** Never interrupts: an interrupt inside a read would close the image's files. */
    @Override
    public void close() {
        threads.getQueue().clear();
        threads.shutdown();
    }
}
