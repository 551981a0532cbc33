package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Digests, types and reports contents that one thread produces. Contents are handed over in pooled buffers: small files
 * many to a buffer, big ones buffer by buffer. Memory is the pool and nothing else, however big the device.
 */
final class DigestPipeline implements AutoCloseable {

    private final ChunkPool pool;
    private final Findings findings;
    private final Tally tally;
    private final List<DigestLane> lanes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private boolean closed;

    DigestPipeline(int laneCount, int chunkCount, Findings findings, Tally tally) {
        this.pool = new ChunkPool(chunkCount);
        this.findings = findings;
        this.tally = tally;
        for (int i = 0; i < Math.max(laneCount, 2); i++) {
            DigestLane lane = new DigestLane(this);
            lanes.add(lane);
            threads.add(Thread.ofPlatform().daemon().name("digest-" + i).start(lane));
        }
    }

    Findings findings() {
        return findings;
    }

    Tally tally() {
        return tally;
    }

    Chunk take() throws IOException {
        rethrow();
        return pool.take();
    }

    void release(Chunk chunk) {
        pool.release(chunk);
    }

    /** Hands over a buffer of small files; the pipeline releases the caller's hold. */
    void submit(Chunk chunk, int used) {
        idlest(null).add(new DigestLane.Batch(chunk, used));
    }

    /** Two lanes for the parts of a big file. */
    Lanes lanes() {
        DigestLane first = idlest(null);
        return new Lanes(first, idlest(first));
    }

    private DigestLane idlest(DigestLane other) {
        return lanes.stream()
                .filter(lane -> lane != other)
                .min(Comparator.comparingLong(DigestLane::waiting))
                .orElseThrow();
    }

    void done(DigestLane.Job job) {
        switch (job) {
            case DigestLane.Batch batch -> pool.release(batch.chunk());
            case DigestLane.Part part -> pool.release(part.chunk());
            case DigestLane.End end -> rememberNothing();
            case DigestLane.Stop stop -> rememberNothing();
        }
    }

    private static void rememberNothing() {
        // These jobs hold no buffer.
    }

    void failed(Throwable thrown) {
        failure.compareAndSet(null, thrown);
    }

    private void rethrow() throws IOException {
        Throwable thrown = failure.get();
        switch (thrown) {
            case null -> {
                return;
            }
            case IOException io -> throw io;
            case Error error -> throw error;
            default -> throw new IllegalStateException("digesting failed: " + thrown, thrown);
        }
    }

    /** Waits until everything handed over is reported. */
    void finish() throws IOException {
        close();
        rethrow();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        lanes.forEach(lane -> lane.add(new DigestLane.Stop()));
        for (Thread thread : threads) {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The two lanes of one big file. */
    record Lanes(DigestLane md5, DigestLane sha) {

        void part(Chunk chunk, int length) {
            chunk.hold();
            md5.add(new DigestLane.Part(chunk, length, DigestLane.Role.MD5));
            sha.add(new DigestLane.Part(chunk, length, DigestLane.Role.SHA));
        }

        void end(DigestLane.Stream stream) {
            md5.add(new DigestLane.End(stream, DigestLane.Role.MD5));
            sha.add(new DigestLane.End(stream, DigestLane.Role.SHA));
        }
    }
}
