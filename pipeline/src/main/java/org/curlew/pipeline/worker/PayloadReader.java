package org.curlew.pipeline.worker;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads a payload that the other side wrote and that may be anything: every length is checked before it is used. */
final class PayloadReader {

    private final ByteBuffer buffer;

    PayloadReader(byte[] bytes, int length) {
        buffer = ByteBuffer.wrap(bytes, 0, length);
    }

    boolean hasMore() {
        return buffer.hasRemaining();
    }

    int getByte() throws ProtocolException {
        try {
            return buffer.get() & 0xff;
        } catch (BufferUnderflowException cut) {
            throw cutShort(cut);
        }
    }

    boolean getBoolean() throws ProtocolException {
        return switch (getByte()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new ProtocolException("the worker sent a truth value that is none");
        };
    }

    int getInt() throws ProtocolException {
        try {
            return buffer.getInt();
        } catch (BufferUnderflowException cut) {
            throw cutShort(cut);
        }
    }

    long getLong() throws ProtocolException {
        try {
            return buffer.getLong();
        } catch (BufferUnderflowException cut) {
            throw cutShort(cut);
        }
    }

    /** A number of things to follow, each of at least one byte. */
    int getCount() throws ProtocolException {
        int count = getInt();
        if (count < 0 || count > buffer.remaining()) {
            throw new ProtocolException(
                    "the worker announced " + count + " entries in " + buffer.remaining() + " bytes");
        }
        return count;
    }

    String getText() throws ProtocolException {
        byte[] bytes = getBytes();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    byte[] getBytes() throws ProtocolException {
        int count = getInt();
        if (count == -1) {
            return null;
        }
        if (count < 0 || count > buffer.remaining()) {
            throw new ProtocolException(
                    "the worker announced " + count + " bytes where " + buffer.remaining() + " are");
        }
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return bytes;
    }

    /** Bytes of a fixed length, or null. */
    byte[] getDigest(int length) throws ProtocolException {
        byte[] bytes = getBytes();
        if (bytes != null && bytes.length != length) {
            throw new ProtocolException("the worker sent a digest of " + bytes.length + " bytes, not " + length);
        }
        return bytes;
    }

    /** What has not been read, to be passed on. */
    PayloadWriter rest() {
        PayloadWriter rest = new PayloadWriter(Math.max(buffer.remaining(), 1));
        return rest.putRaw(buffer.array(), buffer.position(), buffer.remaining());
    }

    private static ProtocolException cutShort(BufferUnderflowException cut) {
        return new ProtocolException("the worker's message is cut short", cut);
    }
}
