package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Media in blocks that lie uncompressed somewhere in one file, or nowhere: then they are zeros. */
final class PlacedDecoder implements ChunkDecoder {

    /** What a {@link Locator} answers for a block that was never written. */
    static final long ZEROS = -1;

    /** Where the container keeps its blocks; used by many threads. */
    @FunctionalInterface
    interface Locator {
        /** @return offset in the file of the chunk that begins here in the media, or {@link #ZEROS} */
        long fileOffset(long mediaOffset) throws IOException;
    }

    private final PartFile file;
    private final int chunkSize;
    private final long mediaSize;
    private final Locator locator;

    PlacedDecoder(PartFile file, int chunkSize, long mediaSize, Locator locator) {
        this.file = file;
        this.chunkSize = chunkSize;
        this.mediaSize = mediaSize;
        this.locator = locator;
    }

    @Override
    public int chunkSize() {
        return chunkSize;
    }

    @Override
    public long mediaSize() {
        return mediaSize;
    }

    @Override
    public void decode(long chunk, byte[] target, int to, int length, Scratch scratch) throws IOException {
        long mediaOffset = chunk * chunkSize;
        long at = locator.fileOffset(mediaOffset);
        if (at == ZEROS) {
            Arrays.fill(target, to, to + length, (byte) 0);
            return;
        }
        if (at < 0 || at > file.size() - length) {
            throw new UnreadableRangeException(
                    mediaOffset, length, "%s ends before this block or its table is damaged".formatted(file.name()));
        }
        ByteBuffer bytes = ByteBuffer.wrap(target, to, length);
        file.read(at, bytes);
        if (bytes.hasRemaining()) {
            throw new UnreadableRangeException(
                    mediaOffset, length, file.name() + " has become shorter since it was opened");
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
