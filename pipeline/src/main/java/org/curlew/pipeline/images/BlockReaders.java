package org.curlew.pipeline.images;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that read and decompress blocks of media side by side. */
final class BlockReaders implements AutoCloseable {

    /** A block that is being filled. */
    record Filling(Future<MediaBlock> future) {

        MediaBlock await() throws IOException {
            try {
                return future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                InterruptedIOException stop = new InterruptedIOException("interrupted while digesting");
                stop.initCause(e);
                throw stop;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                throw new IllegalStateException("reading the image failed", e.getCause());
            }
        }
    }

    private final ImageSource source;
    private final ExecutorService threads;

    BlockReaders(ImageSource source, int count) {
        this.source = source;
        this.threads = Executors.newFixedThreadPool(
                count, work -> Thread.ofPlatform().daemon().name("image-read").unstarted(work));
    }

    Filling fill(MediaBlock block, long at, int length) {
        return new Filling(threads.submit(() -> {
            block.fill(source, at, length);
            return block;
        }));
    }

    /** Lets reads under way end by themselves: the source may be closed right after, and waits for them. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
