package org.curlew.triage.hashsets.index;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** One kind's sorted digests, memory-mapped; see {@link DigestFileWriter} for the layout. Safe for any number of threads. */
final class DigestFile {

    private final MemorySegment file;
    private final int digestBytes;
    private final int prefixBits;
    private final int elided;
    private final int rowBytes;
    private final long rowsAt;
    private final long rows;

    private DigestFile(MemorySegment file, DigestKind kind, int prefixBits, long rows) {
        this.file = file;
        this.digestBytes = kind.bytes();
        this.prefixBits = prefixBits;
        this.elided = prefixBits / 8;
        this.rowBytes = digestBytes - elided + DigestFileWriter.PAYLOAD;
        this.rowsAt = DigestFileWriter.HEADER + DigestFileWriter.tableBytes(prefixBits);
        this.rows = rows;
    }

    /** @throws IOException where the file is not of this kind, or shorter than its head says */
    static DigestFile open(Path path, DigestKind kind) throws IOException {
        MemorySegment file = IndexFiles.map(path);
        if (file.byteSize() < DigestFileWriter.HEADER
                || file.get(IndexFiles.LONG, 0) != DigestFileWriter.MAGIC
                || file.get(IndexFiles.INT, 8) != kind.bytes()) {
            throw new IOException(path + ": not a digest file of kind " + kind.label() + "; import the set again");
        }
        DigestFile opened = new DigestFile(file, kind, file.get(IndexFiles.INT, 12), file.get(IndexFiles.LONG, 16));
        long expected = opened.rowsAt + opened.rows * opened.rowBytes + DigestFileWriter.PADDING;
        if (file.byteSize() != expected) {
            throw new IOException(path + ": " + file.byteSize() + " bytes where " + expected
                    + " belong; the file is damaged, import the set again");
        }
        return opened;
    }

    long rows() {
        return rows;
    }

    /**
     * Brings what a search will read into the processor's cache. The loads of several digests do not wait for one another, those of
     * one search do: memory is the cost of a large index.
     *
     * @param digests null where one is not known
     * @param buckets working room, at least as long as {@code digests}
     * @return of no meaning; to be kept, so that the compiler does not leave the loads out
     */
    long touch(byte[][] digests, int count, long[] buckets) {
        for (int i = 0; i < count; i++) {
            if (digests[i] != null) {
                long at = DigestFileWriter.HEADER
                        + (long) DigestFileWriter.prefix(digests[i], 0, prefixBits) * Integer.BYTES;
                long low = file.get(IndexFiles.INT, at) & 0xffff_ffffL;
                long high = file.get(IndexFiles.INT, at + Integer.BYTES) & 0xffff_ffffL;
                buckets[i] = low << 32 | high;
            }
        }
        long mixed = 0;
        for (int i = 0; i < count; i++) {
            long low = buckets[i] >>> 32;
            long high = (buckets[i] & 0xffff_ffffL) - 1;
            if (digests[i] != null && low <= high) {
                mixed ^= file.get(IndexFiles.DIGEST, rowsAt + (low + high >>> 1) * rowBytes)
                        ^ file.get(IndexFiles.DIGEST, rowsAt + low * rowBytes)
                        ^ file.get(IndexFiles.DIGEST, rowsAt + high * rowBytes);
            }
        }
        return mixed;
    }

    /** Payload number of a digest; -1 where it is not there. */
    int find(byte[] digest) {
        long prefix = DigestFileWriter.prefix(digest, 0, prefixBits);
        long at = DigestFileWriter.HEADER + prefix * Integer.BYTES;
        long low = file.get(IndexFiles.INT, at) & 0xffff_ffffL;
        long high = (file.get(IndexFiles.INT, at + Integer.BYTES) & 0xffff_ffffL) - 1;
        long wanted = head(digest) + Long.MIN_VALUE;
        while (low <= high) {
            long middle = low + high >>> 1;
            long row = rowsAt + middle * rowBytes;
            long found = file.get(IndexFiles.DIGEST, row) + Long.MIN_VALUE;
            if (found < wanted) {
                low = middle + 1;
            } else if (found > wanted) {
                high = middle - 1;
            } else {
                int order = compareTail(row, digest);
                if (order == 0) {
                    return file.get(IndexFiles.INT, row + digestBytes - elided);
                } else if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
        }
        return -1;
    }

    private long head(byte[] digest) {
        long head = 0;
        for (int i = elided; i < elided + 8; i++) {
            head = head << 8 | digest[i] & 0xff;
        }
        return head;
    }

    private int compareTail(long row, byte[] digest) {
        for (int i = elided + 8; i < digestBytes; i++) {
            int order = (file.get(ValueLayout.JAVA_BYTE, row + i - elided) & 0xff) - (digest[i] & 0xff);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    Cursor cursor() {
        return new Cursor();
    }

    /** Walks the rows in rising order of the digest. */
    final class Cursor {

        final byte[] digest = new byte[digestBytes];
        int payload;
        private long row = -1;
        private int prefix = -1;
        private long prefixEnd;

        /** Moves to the next row; false after the last. */
        boolean next() {
            if (++row >= rows) {
                return false;
            }
            while (row >= prefixEnd) {
                prefix++;
                prefixEnd = file.get(IndexFiles.INT, DigestFileWriter.HEADER + (prefix + 1L) * Integer.BYTES)
                        & 0xffff_ffffL;
            }
            int implied = prefix >>> prefixBits - 8 * elided;
            for (int i = elided - 1; i >= 0; i--) {
                digest[i] = (byte) implied;
                implied >>>= 8;
            }
            long at = rowsAt + row * rowBytes;
            MemorySegment.copy(file, ValueLayout.JAVA_BYTE, at, digest, elided, digestBytes - elided);
            payload = file.get(IndexFiles.INT, at + digestBytes - elided);
            return true;
        }
    }
}
