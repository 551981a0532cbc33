package org.curlew.pipeline.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that hash pictures while the next ones are read. Formats that are decoded whole take their turn, one at a time: two
 * large ones together would not fit into the heap.
 */
final class PictureLanes implements AutoCloseable {

    private static final Picture END = new Picture(-1, new byte[0]);
    private static final long OFFER_MILLIS = 100;
    private static final long SETTLE_NANOS = 1_000_000;

    private final BlockingQueue<Picture> waiting = new ArrayBlockingQueue<>(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Object largeOnes = new Object();
    private final Output output;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private volatile IOException failure;

    PictureLanes(int lanes, Output output) {
        this.output = output;
        for (int lane = 0; lane < lanes; lane++) {
            threads.add(Thread.ofPlatform().daemon().name("pictures-" + lane).start(this::work));
        }
    }

    /** Takes what was found; called from several threads. */
    interface Output {
        void hashed(int index, Worker.Fingerprint fingerprint) throws IOException;
    }

    private record Picture(int index, byte[] content) {}

    /** Hands a picture over; waits while all lanes are busy. */
    void hash(int index, byte[] content) throws IOException {
        begun.incrementAndGet();
        hand(new Picture(index, content));
    }

    /** Waits until all that was handed over is done, so that a large picture has the heap to itself. */
    void settle() throws IOException {
        while (ended.get() < begun.get()) {
            if (failure != null) {
                throw failure;
            }
            LockSupport.parkNanos(SETTLE_NANOS);
        }
    }

    private void hand(Picture picture) throws IOException {
        try {
            do {
                if (failure != null) {
                    throw failure;
                }
            } while (!waiting.offer(picture, OFFER_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while pictures were hashed", stopped);
        }
    }

    private void work() {
        try (PictureHasher hasher = new PictureHasher()) {
            for (Picture picture = waiting.take(); picture != END; picture = waiting.take()) {
                output.hashed(picture.index(), hash(hasher, picture.content()));
                ended.incrementAndGet();
            }
        } catch (IOException | RuntimeException failed) {
            failure = failed instanceof IOException io ? io : new IOException(failed.toString(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Worker.Fingerprint hash(PictureHasher hasher, byte[] content) {
        if (isJpeg(content)) {
            return hasher.hash(content);
        }
        synchronized (largeOnes) {
            return hasher.hash(content);
        }
    }

    private static boolean isJpeg(byte[] content) {
        return content.length > 2 && (content[0] & 255) == 0xff && (content[1] & 255) == 0xd8;
    }

    /** Waits for what was handed over. */
    @Override
    public void close() throws IOException {
        for (int lane = 0; lane < threads.size(); lane++) {
            hand(END);
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while pictures were hashed", stopped);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
