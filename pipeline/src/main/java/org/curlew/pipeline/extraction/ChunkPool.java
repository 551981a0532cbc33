package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A fixed number of buffers; who wants one more than there are waits, and so memory stays as configured. */
final class ChunkPool {

    private final BlockingQueue<Chunk> free;

    ChunkPool(int count) {
        free = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) {
            free.add(new Chunk());
        }
    }

    /** An empty buffer that the caller holds. */
    Chunk take() throws IOException {
        try {
            Chunk chunk = free.take();
            chunk.hold();
            return chunk;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for a buffer");
        }
    }

    void release(Chunk chunk) {
        if (chunk.release()) {
            chunk.pieces.clear();
            free.add(chunk);
        }
    }
}
