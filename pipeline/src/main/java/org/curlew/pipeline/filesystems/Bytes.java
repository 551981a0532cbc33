package org.curlew.pipeline.filesystems;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.curlew.pipeline.images.ImageSource;

/** Reads a few bytes of the media without the library. */
final class Bytes {

    private Bytes() {}

    /** The bytes there are; shorter at the end of the media, empty where the range cannot be read. */
    static byte[] at(ImageSource source, long offset, int length) {
        if (offset < 0 || offset >= source.size()) {
            return new byte[0];
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try {
            source.read(offset, buffer);
        } catch (IOException damaged) {
            // What came before the damage is in the buffer; the caller sees a short answer.
            buffer.limit(buffer.position());
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip();
        buffer.get(bytes);
        return bytes;
    }

    static boolean matches(byte[] bytes, int offset, byte[] expected) {
        return offset + expected.length <= bytes.length
                && java.util.Arrays.equals(bytes, offset, offset + expected.length, expected, 0, expected.length);
    }

    static long littleEndian(byte[] bytes, int offset, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[offset + i] & 0xff;
        }
        return value;
    }
}
