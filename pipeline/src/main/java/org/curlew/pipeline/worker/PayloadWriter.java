package org.curlew.pipeline.worker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds the payload of a frame: numbers big-endian, texts UTF-8 behind their length, nothing that a reader executes. */
final class PayloadWriter {

    private byte[] bytes;
    private int length;

    PayloadWriter(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }

    void clear() {
        length = 0;
    }

    private int grow(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
        int at = length;
        length += count;
        return at;
    }

    PayloadWriter putByte(int value) {
        // Growing replaces the array, so it comes first.
        int at = grow(1);
        bytes[at] = (byte) value;
        return this;
    }

    PayloadWriter putBoolean(boolean value) {
        return putByte(value ? 1 : 0);
    }

    PayloadWriter putInt(int value) {
        int at = grow(4);
        ByteBuffer.wrap(bytes, at, 4).putInt(value);
        return this;
    }

    PayloadWriter putLong(long value) {
        int at = grow(8);
        ByteBuffer.wrap(bytes, at, 8).putLong(value);
        return this;
    }

    PayloadWriter putText(String text) {
        if (text == null) {
            return putInt(-1);
        }
        return putBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    PayloadWriter putBytes(byte[] value) {
        if (value == null) {
            return putInt(-1);
        }
        putInt(value.length);
        return putRaw(value, 0, value.length);
    }

    PayloadWriter putRaw(byte[] value, int offset, int count) {
        int at = grow(count);
        System.arraycopy(value, offset, bytes, at, count);
        return this;
    }
}
