package org.curlew.pipeline.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A pooled buffer: a piece of one big file, or many small files one after the other. */
final class Chunk {

    static final int SIZE = 1 << 20;

    final byte[] bytes = new byte[SIZE];
    final List<Piece> pieces = new ArrayList<>();
    private final AtomicInteger holders = new AtomicInteger();

    void hold() {
        holders.incrementAndGet();
    }

    /** True for the last one. */
    boolean release() {
        return holders.decrementAndGet() == 0;
    }

    /** A whole small file within the buffer; failure is null unless it could not be read. */
    record Piece(FileDraft draft, int offset, int length, ContentWriter.Failure failure) {}
}
