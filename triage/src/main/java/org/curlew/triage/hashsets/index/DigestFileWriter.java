package org.curlew.triage.hashsets.index;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes one kind's digests in rising order. Layout: header of 64 bytes; a table of 2^n + 1 row numbers by the digest's first n bits;
 * the rows, each the digest without the whole bytes the table implies, then the payload number; eight bytes of padding.
 */
final class DigestFileWriter implements Closeable {

    static final long MAGIC = 0x3130_5848_4c52_5543L; // "CURLHX01"
    static final int HEADER = 64;
    static final int PAYLOAD = 4;
    static final int PADDING = 8;
    private static final int MAX_PREFIX_BITS = 24;
    private static final long MAX_ROWS = 0xffff_ffffL;

    private final FileChannel channel;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment table;
    private final DigestKind kind;
    private final int prefixBits;
    private final int elided;
    private final int rowBytes;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private long rows;
    private int nextPrefix;

    /** @param atMost upper bound of rows; sizes the table */
    DigestFileWriter(Path file, DigestKind kind, long atMost) throws IOException {
        if (atMost > MAX_ROWS) {
            throw new IOException(file + ": " + atMost + " digests of one kind; an index holds at most " + MAX_ROWS);
        }
        this.kind = kind;
        prefixBits = prefixBits(atMost);
        elided = prefixBits / 8;
        rowBytes = kind.bytes() - elided + PAYLOAD;
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        table = channel.map(FileChannel.MapMode.READ_WRITE, HEADER, tableBytes(prefixBits), arena);
        channel.position(HEADER + tableBytes(prefixBits));
    }

    /** About six rows a prefix: few enough to search in two or three cache lines. */
    static int prefixBits(long rows) {
        int bits = 64 - Long.numberOfLeadingZeros(rows / 6);
        return Math.max(1, Math.min(MAX_PREFIX_BITS, bits));
    }

    static long tableBytes(int prefixBits) {
        return ((1L << prefixBits) + 1) * Integer.BYTES;
    }

    /** Takes the next digest, greater than the one before. */
    void append(byte[] bytes, int offset, int payload) throws IOException {
        int prefix = prefix(bytes, offset, prefixBits);
        while (nextPrefix <= prefix) {
            table.setAtIndex(IndexFiles.INT, nextPrefix++, (int) rows);
        }
        if (buffer.remaining() < rowBytes) {
            flush();
        }
        buffer.put(bytes, offset + elided, kind.bytes() - elided).putInt(payload);
        rows++;
    }

    static int prefix(byte[] digest, int offset, int bits) {
        int first = (digest[offset] & 0xff) << 24
                | (digest[offset + 1] & 0xff) << 16
                | (digest[offset + 2] & 0xff) << 8
                | digest[offset + 3] & 0xff;
        return first >>> 32 - bits;
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** Completes the file and forces it to the disk; returns the number of rows. */
    long finish() throws IOException {
        while (nextPrefix <= 1 << prefixBits) {
            table.setAtIndex(IndexFiles.INT, nextPrefix++, (int) rows);
        }
        flush();
        buffer.put(new byte[PADDING]);
        flush();
        buffer.putLong(MAGIC)
                .putInt(kind.bytes())
                .putInt(prefixBits)
                .putLong(rows)
                .flip();
        channel.write(buffer, 0);
        table.force();
        channel.force(true);
        return rows;
    }

    @Override
    public void close() throws IOException {
        arena.close();
        channel.close();
    }
}
