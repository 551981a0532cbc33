package org.curlew.pipeline.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The parent's clock over one child: kills it where nothing moves for too long. Time in which the parent itself is busy
 * with what came does not count against the child.
 */
final class Stall {

    private static final long CHECK_NANOS = 100_000_000L;

    private final Duration limit;
    private volatile boolean struck;

    Stall(Duration limit) {
        this.limit = limit;
    }

    boolean struck() {
        return struck;
    }

    long seconds() {
        return limit.toSeconds();
    }

    /** The child and what it may have started, which would keep the pipe open. */
    static void kill(Process process) {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
    }

    Guard guard(Process process) {
        return new Guard(process);
    }

    /** The clock for the time of one call. */
    final class Guard implements AutoCloseable {

        private final Process process;
        private final Thread thread;
        private volatile boolean done;
        private volatile boolean busy;
        private volatile long since = System.nanoTime();
        private long work = -1;

        private Guard(Process process) {
            this.process = process;
            this.thread = Thread.ofVirtual().name("worker-clock").start(this::watch);
        }

        private void watch() {
            while (!done) {
                if (!busy && System.nanoTime() - since > limit.toNanos()) {
                    struck = true;
                    kill(process);
                    return;
                }
                LockSupport.parkNanos(CHECK_NANOS);
            }
        }

        /** Work done so far, as the child counts it. */
        void work(long count) {
            if (count != work) {
                work = count;
                moved();
            }
        }

        void moved() {
            since = System.nanoTime();
        }

        /** The parent works on a frame; the child is not to blame for the time. */
        void busy() {
            busyFrom = System.nanoTime();
            busy = true;
        }

        private long busyFrom;

        void waiting() {
            since += System.nanoTime() - busyFrom;
            busy = false;
        }

        @Override
        public void close() {
            done = true;
            LockSupport.unpark(thread);
        }
    }
}
