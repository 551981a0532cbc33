package org.curlew.pipeline.filesystems.compression;

/**
 * Bits of little-endian words of 16, the highest first. At least sixteen bits are always at hand, as MS-XCA 2.2.4 has it: bytes that stand
 * between the words are where its reader would find them. Behind the end come zeros; {@link #ranOut} tells.
 */
final class WordBits {

    private byte[] bytes;
    private int end;
    private int next;
    private int bits;
    private int count;

    void begin(byte[] source, int from, int to) {
        bytes = source;
        end = to;
        next = from;
        bits = 0;
        count = 0;
        fill();
        fill();
    }

    private void fill() {
        int word = next + 1 < end ? bytes[next] & 0xff | (bytes[next + 1] & 0xff) << 8 : 0;
        next += 2;
        bits |= count == 0 ? word << 16 : word << 16 - count;
        count += 16;
    }

    /** The next sixteen bits, which stay. */
    int peek() {
        return bits >>> 16;
    }

    /** @param length at most 16 */
    void skip(int length) {
        bits <<= length;
        count -= length;
        if (count < 16) {
            fill();
        }
    }

    /** @param length at most 16 */
    int read(int length) {
        int value = bits >>> 16 >>> 16 - length;
        skip(length);
        return value;
    }

    /** A byte that stands behind the words taken so far. */
    int readByte() throws CorruptUnitException {
        if (next >= end) {
            throw new CorruptUnitException("it ends early");
        }
        return bytes[next++] & 0xff;
    }

    /** Sixteen bits that stand behind the words taken so far. */
    int readWord() throws CorruptUnitException {
        int low = readByte();
        return low | readByte() << 8;
    }

    /** Where the next word begins; where one has just ended it is passed over, which is how LZX aligns. */
    int align() {
        return next - 2 * (count / 16) + (count % 16 == 0 ? 2 : 0);
    }

    /** More was taken than there was. */
    boolean ranOut() {
        return next - 2 * (count / 16) > end + 1;
    }
}
