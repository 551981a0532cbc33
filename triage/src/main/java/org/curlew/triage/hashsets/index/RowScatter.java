package org.curlew.triage.hashsets.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Takes the rows of a set to the sorters and to the file of linked rows on a thread of its own: reading a file and scattering its
 * digests each keep a core busy. Rows go over in batches, as {@link LinkedRows} writes them, in the order in which they were added;
 * the few batches go round, so that memory is bounded.
 */
final class RowScatter implements Closeable {

    /** Fits a core's second cache beside the buckets. */
    private static final int BATCH_BYTES = 1 << 17;

    private static final int BATCHES = 4;
    private static final DigestKind[] KINDS = DigestKind.values();

    /** Rows of one batch; an empty one says that no more come. */
    private static final class Batch {
        private final byte[] bytes = new byte[BATCH_BYTES];
        private int filled;
    }

    private final DigestSorter[] sorters;
    private final LinkedRows.Writer linked;
    private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BATCHES);
    private final Thread thread;
    private Batch batch = new Batch();
    private volatile Throwable failure;

    /** @param sorters one a kind, in the kinds' order; nobody else may touch them before {@link #finish} returns */
    RowScatter(List<DigestSorter> sorters, LinkedRows.Writer linked) {
        this.sorters = sorters.toArray(DigestSorter[]::new);
        this.linked = linked;
        for (int i = 1; i < BATCHES; i++) {
            free.add(new Batch());
        }
        thread = Thread.ofPlatform().name("hash-set-rows").daemon().start(this::run);
    }

    void add(DigestRow row, int payload) throws IOException {
        if (batch.bytes.length - batch.filled < LinkedRows.MOST_BYTES) {
            handOver();
        }
        batch.filled = LinkedRows.encode(row, payload, batch.bytes, batch.filled);
    }

    private void handOver() throws IOException {
        try {
            full.put(batch);
            batch = free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the import was interrupted", e);
        }
        check();
    }

    private void check() throws IOException {
        Throwable cause = failure;
        if (cause instanceof IOException) {
            throw new IOException(cause.getMessage(), cause);
        } else if (cause != null) {
            throw new IllegalStateException("sorting the rows of a set failed: " + cause, cause);
        }
    }

    /** Waits until every row has arrived. */
    void finish() throws IOException {
        if (batch.filled > 0) {
            handOver();
        }
        try {
            full.put(batch);
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the import was interrupted", e);
        }
        check();
    }

    private void run() {
        try {
            for (Batch next = full.take(); next.filled > 0; next = full.take()) {
                scatter(next);
                next.filled = 0;
                free.put(next);
            }
        } catch (InterruptedException e) {
            // closed before the end: what was scattered is thrown away
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            failure = e;
            goOnEmptying();
        }
    }

    /** After a failure the reader must not wait for room: it learns of it with its next batch. */
    private void goOnEmptying() {
        try {
            free.offer(new Batch());
            for (Batch next = full.take(); next.filled > 0; next = full.take()) {
                next.filled = 0;
                free.put(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void scatter(Batch rows) throws IOException {
        int at = 0;
        while (at < rows.filled) {
            int end = LinkedRows.end(rows.bytes, at);
            int mask = rows.bytes[at];
            int payload = LinkedRows.payload(rows.bytes, at);
            int digest = at + LinkedRows.HEAD;
            for (DigestKind kind : KINDS) {
                if ((mask & 1 << kind.ordinal()) != 0) {
                    sorters[kind.ordinal()].add(rows.bytes, digest, payload);
                    digest += kind.bytes();
                }
            }
            if (LinkedRows.kept(mask)) {
                linked.write(rows.bytes, at, end - at);
            }
            at = end;
        }
    }

    /** Ends the thread where {@link #finish} did not. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
