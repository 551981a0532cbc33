package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** An image whose media lies in chunks: cached, and decoded ahead of readers that go in order. */
final class ChunkedSource implements ImageSource {

    private final ImageFacts facts;
    private final List<UnreadableRange> unreadAtAcquisition;
    private final ChunkDecoder decoder;
    private final ChunkCache cache;
    private final ReadAhead ahead;

    ChunkedSource(
            ImageFacts facts, List<UnreadableRange> unreadAtAcquisition, ChunkDecoder decoder, ReadLimits limits) {
        this.facts = facts;
        this.unreadAtAcquisition = List.copyOf(unreadAtAcquisition);
        this.decoder = decoder;
        int chunkSize = decoder.chunkSize();
        long chunks = Math.ceilDiv(decoder.mediaSize(), chunkSize);
        int capacity = (int) Math.clamp(limits.memoryBytes() / chunkSize, limits.threads() + 1L, 1 << 20);
        this.cache = new ChunkCache(decoder, capacity);
        this.ahead = new ReadAhead(cache, chunks, chunkSize, limits.threads(), capacity / 4);
    }

    @Override
    public ImageFacts facts() {
        return facts;
    }

    @Override
    public long size() {
        return decoder.mediaSize();
    }

    @Override
    public List<UnreadableRange> unreadAtAcquisition() {
        return unreadAtAcquisition;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("a position in the media cannot be negative: " + position);
        }
        if (position >= size()) {
            return -1;
        }
        int wanted = (int) Math.min(target.remaining(), size() - position);
        if (wanted == 0) {
            return 0;
        }
        int chunkSize = decoder.chunkSize();
        ahead.reading(position / chunkSize, (position + wanted - 1) / chunkSize);
        for (int done = 0; done < wanted; ) {
            int inChunk = (int) ((position + done) % chunkSize);
            int length = Math.min(wanted - done, chunkSize - inChunk);
            cache.copy((position + done) / chunkSize, inChunk, length, target);
            done += length;
        }
        return wanted;
    }

    @Override
    public void close() throws IOException {
        ahead.close();
        cache.close();
        decoder.close();
    }
}
