package org.curlew.pipeline.images;

import java.io.Closeable;
import java.io.IOException;

/** A container that keeps media in chunks of one size, each of which is decoded by itself. Used by many threads. */
interface ChunkDecoder extends Closeable {

    /** Media bytes in a chunk; the last may be shorter. */
    int chunkSize();

    /** Size of the media in bytes. */
    long mediaSize();

    /**
     * Decodes one chunk.
     *
     * @param target receives the media bytes
     * @param at index of the first byte in the target
     * @param length media bytes in this chunk
     * @param scratch this thread's own tools
     * @throws UnreadableRangeException where the chunk cannot be had; the range includes the chunk
     */
    void decode(long chunk, byte[] target, int at, int length, Scratch scratch) throws IOException;
}
