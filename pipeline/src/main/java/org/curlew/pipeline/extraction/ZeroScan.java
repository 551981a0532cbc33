package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.curlew.pipeline.images.ImageSource;
import org.curlew.pipeline.images.UnreadableRangeException;

/** Finds the first byte of a range that is not zero: what tells an empty area from one that was not looked at. */
final class ZeroScan {

    private static final byte[] ZEROS = new byte[1 << 20];

    private final ImageSource source;
    private final Tally tally;
    private final ByteBuffer buffer = ByteBuffer.allocate(ZEROS.length);

    ZeroScan(ImageSource source, Tally tally) {
        this.source = source;
        this.tally = tally;
    }

    /**
     * Offset in the media of the first byte that is not zero, or -1 where all are.
     *
     * @throws UnreadableRangeException where the image is damaged before one is found
     */
    long firstByte(long offset, long length) throws IOException {
        long at = offset;
        long end = Math.min(offset + length, source.size());
        while (at < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            int count = source.read(at, buffer);
            if (count <= 0) {
                return -1;
            }
            int first = Arrays.mismatch(buffer.array(), 0, count, ZEROS, 0, count);
            if (first >= 0) {
                return at + first;
            }
            tally.add(0, count);
            at += count;
        }
        return -1;
    }
}
