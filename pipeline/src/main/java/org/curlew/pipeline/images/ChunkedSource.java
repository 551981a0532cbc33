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
        int capacity = (int) Math.clamp(limits.memoryBytes() / chunkSize, 1, 1 << 20);
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
        int wanted = wanted(position, target);
        if (wanted > 0) {
            int chunkSize = decoder.chunkSize();
            ahead.reading(position / chunkSize, (position + wanted - 1) / chunkSize);
        }
        for (int done = 0; done < wanted; ) {
            done += copy(position + done, wanted - done, target);
        }
        return wanted;
    }

    @Override
    public int readOnce(long position, ByteBuffer target) throws IOException {
        int wanted = wanted(position, target);
        for (int done = 0; done < wanted; ) {
            long at = position + done;
            int whole = (int) Math.min(decoder.chunkSize(), size() - at);
            if (target.hasArray() && at % decoder.chunkSize() == 0 && whole <= wanted - done) {
                cache.decodeInto(at / decoder.chunkSize(), target.array(), target.arrayOffset() + target.position());
                target.position(target.position() + whole);
                done += whole;
            } else {
                done += copy(at, wanted - done, target);
            }
        }
        return wanted;
    }

    private int wanted(long position, ByteBuffer target) {
        if (position < 0) {
            throw new IllegalArgumentException("a position in the media cannot be negative: " + position);
        }
        return position >= size() ? -1 : (int) Math.min(target.remaining(), size() - position);
    }

    private int copy(long position, int wanted, ByteBuffer target) throws IOException {
        int inChunk = (int) (position % decoder.chunkSize());
        int length = Math.min(wanted, decoder.chunkSize() - inChunk);
        cache.copy(position / decoder.chunkSize(), inChunk, length, target);
        return length;
    }

    @Override
    public void close() throws IOException {
        ahead.close();
        cache.close();
        decoder.close();
    }
}
