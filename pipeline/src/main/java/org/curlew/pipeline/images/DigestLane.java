package org.curlew.pipeline.images;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** One thread that digests blocks in the order they come and gives each back when the last lane is done with it. */
final class DigestLane implements AutoCloseable {

    private final BlockingQueue<MediaBlock> free;
    private final BlockingQueue<MediaBlock> waiting = new ArrayBlockingQueue<>(64);
    private final MediaBlock end = new MediaBlock(0);
    private final BlockDigests digests;
    private final Thread thread;

    DigestLane(BlockingQueue<MediaBlock> free, String... algorithms) {
        this.free = free;
        this.digests = new BlockDigests(algorithms);
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("digest-" + String.join("-", algorithms))
                .start(this::run);
    }

    private void run() {
        try {
            for (MediaBlock block = waiting.take(); block != end; block = waiting.take()) {
                digests.update(block);
                if (block.release()) {
                    free.put(block);
                }
            }
        } catch (InterruptedException e) {
            // the pass was given up: nobody waits for these digests
            Thread.currentThread().interrupt();
        }
    }

    void add(MediaBlock block) throws IOException {
        try {
            waiting.put(block);
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    /** Waits for a block that no lane needs any more. */
    static MediaBlock take(BlockingQueue<MediaBlock> free) throws IOException {
        try {
            return free.take();
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    /** The digests of everything handed over, lower-case hex, in the order of the algorithms. */
    List<String> finish() throws IOException {
        add(end);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw stopped(e);
        }
        return digests.hex();
    }

    private static InterruptedIOException stopped(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException stop = new InterruptedIOException("interrupted while digesting");
        stop.initCause(cause);
        return stop;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
