package org.curlew.pipeline.worker;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.curlew.pipeline.extraction.Tally;

/**
 * Tells the parent a few times a second what has been done. It proves life; progress is for the parent to see from the
 * numbers. Reads of the image count as progress only up to a few times its size between two files: a library that goes
 * round in a circle reads for ever.
 */
final class Heartbeat implements AutoCloseable {

    private static final long INTERVAL_NANOS = 200_000_000L;
    private static final long READ_FACTOR = 4;
    private static final long READ_FLOOR = 256L << 20;

    private final FrameWriter out;
    private final Tally tally;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile long total;

    Heartbeat(FrameWriter out, Tally tally) {
        this.out = out;
        this.tally = tally;
        this.thread = Thread.ofPlatform().daemon().name("heartbeat").start(this::run);
    }

    void total(long bytes) {
        total = bytes;
    }

    private void run() {
        long lastDone = -1;
        long readThen = 0;
        while (!stopped) {
            long done = tally.files() + tally.bytes();
            if (done != lastDone) {
                lastDone = done;
                readThen = tally.read().get();
            }
            long searched = Math.min(tally.read().get() - readThen, READ_FACTOR * total + READ_FLOOR);
            try {
                out.write(
                        Frame.Kind.PROGRESS,
                        new PayloadWriter(40)
                                .putLong(tally.bytes())
                                .putLong(total)
                                .putLong(tally.files())
                                .putLong(done + searched));
            } catch (IOException parentGone) {
                // Standard input has ended too; the thread that reads it ends the process.
                return;
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
