package org.curlew.pipeline.filesystems;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads the library's memory by address. Addresses come from the library itself, never from an image. */
final class Memory {

    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Memory() {}

    static byte getByte(long address) {
        return ALL.get(ValueLayout.JAVA_BYTE, address);
    }

    static int getShort(long address) {
        return Short.toUnsignedInt(ALL.get(ValueLayout.JAVA_SHORT_UNALIGNED, address));
    }

    static int getInt(long address) {
        return ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address);
    }

    static long getLong(long address) {
        return ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
    }

    /** The bytes of a C string without its end, at most {@code limit}; none for a null pointer. */
    static byte[] bytes(long address, int limit) {
        if (address == 0) {
            return new byte[0];
        }
        int length = 0;
        while (length < limit && ALL.get(ValueLayout.JAVA_BYTE, address + length) != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        MemorySegment.copy(ALL, ValueLayout.JAVA_BYTE, address, bytes, 0, length);
        return bytes;
    }

    /** A C string of the library's own making; names from an image are taken with {@link #bytes}. */
    static String text(long address) {
        return new String(bytes(address, 4096), java.nio.charset.StandardCharsets.UTF_8);
    }
}
