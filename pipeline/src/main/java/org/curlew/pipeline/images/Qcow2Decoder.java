package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Finds clusters through the two levels of tables; a compressed cluster is a bare deflate stream. */
final class Qcow2Decoder implements ChunkDecoder {

    private static final long OFFSET = 0x00ff_ffff_ffff_fe00L;
    private static final long COMPRESSED = 1L << 62;
    private static final long ZEROS = 1;
    private static final int SECTOR = 512;

    private final PartFile file;
    private final int clusterBits;
    private final long mediaSize;
    private final long firstTable;

    Qcow2Decoder(PartFile file, int clusterBits, long mediaSize, long firstTable) {
        this.file = file;
        this.clusterBits = clusterBits;
        this.mediaSize = mediaSize;
        this.firstTable = firstTable;
    }

    @Override
    public int chunkSize() {
        return 1 << clusterBits;
    }

    @Override
    public long mediaSize() {
        return mediaSize;
    }

    @Override
    public void decode(long cluster, byte[] target, int to, int length, Scratch scratch) throws IOException {
        int indexBits = clusterBits - 3;
        long second = entry(firstTable, cluster >>> indexBits, cluster, length) & OFFSET;
        long entry = second == 0 ? 0 : entry(second, cluster & (1L << indexBits) - 1, cluster, length);
        if ((entry & COMPRESSED) != 0) {
            inflate(entry, cluster, target, to, length, scratch);
        } else if ((entry & OFFSET) == 0 || (entry & ZEROS) != 0) {
            Arrays.fill(target, to, to + length, (byte) 0);
        } else {
            ByteBuffer bytes = ByteBuffer.wrap(target, to, length);
            file.read(entry & OFFSET, bytes);
            if (bytes.hasRemaining()) {
                throw damaged(cluster, length, "%s ends before this cluster");
            }
        }
    }

    private long entry(long table, long index, long cluster, int length) throws IOException {
        ByteBuffer entry = file.bytes(table + 8 * index, 8);
        if (entry.limit() < 8) {
            throw damaged(cluster, length, "%s ends before the table of this cluster");
        }
        return entry.order(ByteOrder.BIG_ENDIAN).getLong(0);
    }

    /** The entry's upper bits count the sectors after the one that the stream begins in. */
    private void inflate(long entry, long cluster, byte[] target, int to, int length, Scratch scratch)
            throws IOException {
        int offsetBits = 62 - (clusterBits - 8);
        long at = entry & (1L << offsetBits) - 1;
        long more = entry >>> offsetBits & (1L << clusterBits - 8) - 1;
        ByteBuffer input = scratch.input((int) ((more + 1) * SECTOR - at % SECTOR));
        file.read(at, input);
        if (!scratch.inflateRaw(input.flip(), target, to, length)) {
            throw damaged(cluster, length, "a compressed cluster is damaged in %s");
        }
    }

    private UnreadableRangeException damaged(long cluster, int length, String reason) {
        return new UnreadableRangeException(cluster << clusterBits, length, reason.formatted(file.name()));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
