package org.curlew.pipeline.extraction.archives;

import java.io.IOException;

/** An archive's own bytes, at random. */
public interface ByteSource {

    long size();

    /**
     * Reads at a position.
     *
     * @return bytes read, at least 1; -1 at the end
     */
    int read(long position, byte[] target, int offset, int length) throws IOException;

    /** Bytes in memory, of which none is copied. */
    static ByteSource of(byte[] bytes, int from, int length) {
        return new ByteSource() {
            @Override
            public long size() {
                return length;
            }

            @Override
            public int read(long position, byte[] target, int offset, int wanted) {
                if (position >= length) {
                    return -1;
                }
                int count = (int) Math.min(wanted, length - position);
                System.arraycopy(bytes, from + (int) position, target, offset, count);
                return count;
            }
        };
    }
}
