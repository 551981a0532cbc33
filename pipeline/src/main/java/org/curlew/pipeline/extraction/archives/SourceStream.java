package org.curlew.pipeline.extraction.archives;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A range of an archive's bytes as a stream. */
final class SourceStream extends InputStream {

    private final ByteSource source;
    private final long end;
    private long position;

    SourceStream(ByteSource source, long from, long length) {
        this.source = source;
        this.position = from;
        this.end = Math.min(from + length, source.size());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position >= end) {
            return -1;
        }
        int count = source.read(position, target, offset, (int) Math.min(length, end - position));
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.clamp(end - position, 0, Math.max(count, 0));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Math.max(end - position, 0), Integer.MAX_VALUE);
    }

    /** Exactly so many bytes at a place. */
    static byte[] exactly(ByteSource source, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            int count = source.read(position + done, bytes, done, length - done);
            if (count <= 0) {
                throw new EOFException("ends at byte " + (position + done));
            }
            done += count;
        }
        return bytes;
    }
}
