package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Decodes the chunks of an EWF image: zlib streams, or stored bytes followed by their Adler-32. A run of equal bytes is an
 * ordinary, very short zlib stream in this format; {@link Scratch} knows it again without inflating it.
 */
final class EwfDecoder implements ChunkDecoder {

    private static final int ADLER = 4;

    private final List<PartFile> segments;
    private final EwfChunkMap chunks;
    private final int chunkSize;
    private final long mediaSize;

    EwfDecoder(List<PartFile> segments, EwfChunkMap chunks, int chunkSize, long mediaSize) {
        this.segments = segments;
        this.chunks = chunks;
        this.chunkSize = chunkSize;
        this.mediaSize = mediaSize;
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
    public void decode(long chunk, byte[] target, int at, int length, Scratch scratch) throws IOException {
        EwfChunkMap.Found found = chunks.find(chunk);
        if (found.places() == null) {
            long from = found.first() * chunkSize;
            long to = Math.min(mediaSize, (found.first() + found.count()) * chunkSize);
            throw new UnreadableRangeException(from, to - from, found.reason());
        }
        EwfTable.Places places = found.places();
        String problem = places.compressed(found.index())
                ? inflate(found, target, at, length, scratch)
                : copy(found, target, at, length, scratch);
        if (problem != null) {
            throw new UnreadableRangeException(
                    chunk * chunkSize, length, problem + " in " + found.file().name());
        }
    }

    private String inflate(EwfChunkMap.Found found, byte[] target, int to, int length, Scratch scratch)
            throws IOException {
        long at = found.places().offset(found.index());
        // deflate grows incompressible bytes by 5 in 16 KiB at most; the last chunk's end is only an upper bound
        long most = chunkSize + chunkSize / 1000 + 1024L;
        int room = (int) Math.clamp(found.places().end(found.index()) - at, 0, most);
        ByteBuffer input = scratch.input(room);
        found.file().read(at, input);
        int got = input.position();
        if (scratch.inflateZlib(input.flip(), target, to, length)) {
            return null;
        }
        return got < room ? "the file ends inside a compressed chunk" : "a compressed chunk is damaged";
    }

    private String copy(EwfChunkMap.Found found, byte[] target, int to, int length, Scratch scratch)
            throws IOException {
        long at = found.places().offset(found.index());
        long end = found.places().end(found.index());
        // the last chunk of the media may be stored short or padded to a whole chunk
        int stored = Math.clamp(end - at - ADLER, 0, chunkSize);
        if (stored < length) {
            return "a stored chunk is shorter than it must be";
        }
        ByteBuffer input = scratch.input(stored + ADLER).order(ByteOrder.LITTLE_ENDIAN);
        found.file().read(at, input);
        if (input.hasRemaining()) {
            return "the file ends inside a stored chunk";
        }
        input.flip();
        int sum = scratch.adler32(input.slice(0, stored));
        if (sum != input.getInt(stored)) {
            return "the checksum of a stored chunk is wrong";
        }
        input.get(0, target, to, length);
        return null;
    }

    @Override
    public void close() throws IOException {
        PartFile.closeAll(segments);
    }
}
