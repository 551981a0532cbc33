package org.curlew.pipeline.filesystems.compression;

import java.util.Arrays;

/** LZX as WIM files and System Compression have it: a window of 32 KiB that begins anew with each unit, calls of x86 code translated. */
public final class Lzx implements UnitDecoder {

    private static final int UNIT = 32 * 1024;
    private static final int LITERALS = 256;
    private static final int SLOTS = 30;
    private static final int MAIN = LITERALS + 8 * SLOTS;
    private static final int LENGTHS = 249;
    private static final int SHORTEST = 2;
    private static final int LONG = 7;

    private static final int VERBATIM = 1;
    private static final int ALIGNED = 2;
    private static final int STORED = 3;

    /** The word that begins a call in x86 code, and the size of file that its translation supposes. */
    private static final byte CALL = (byte) 0xe8;

    private static final int CALL_SPAN = 12_000_000;
    private static final int CALL_TAIL = 10;

    private final int[] extra = new int[SLOTS];
    private final int[] base = new int[SLOTS];
    private final byte[] mainLengths = new byte[MAIN];
    private final byte[] lengthLengths = new byte[LENGTHS];
    private final byte[] small = new byte[20];
    private final PrefixCode main = new PrefixCode(MAIN);
    private final PrefixCode lengthCode = new PrefixCode(LENGTHS);
    private final PrefixCode alignedCode = new PrefixCode(8);
    private final PrefixCode pre = new PrefixCode(20);
    private final WordBits bits = new WordBits();
    private final int[] recent = new int[3];

    public Lzx() {
        int next = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            extra[slot] = slot < 4 ? 0 : slot / 2 - 1;
            base[slot] = next - 2;
            next += 1 << extra[slot];
        }
    }

    @Override
    public int unit() {
        return UNIT;
    }

    @Override
    public void decode(byte[] packed, int length, byte[] target, int size) throws CorruptUnitException {
        Arrays.fill(mainLengths, (byte) 0);
        Arrays.fill(lengthLengths, (byte) 0);
        Arrays.fill(recent, 1);
        bits.begin(packed, 0, length);
        int at = 0;
        while (at < size) {
            int type = bits.read(3);
            int block = bits.read(1) == 1 ? UNIT : bits.read(16);
            if (block == 0 || block > size - at) {
                throw new CorruptUnitException("a block is longer than its unit");
            }
            if (type == STORED) {
                stored(packed, length, target, at, block);
            } else if (type == VERBATIM || type == ALIGNED) {
                readCodes(type == ALIGNED);
                block(target, at, at + block, type == ALIGNED);
            } else {
                throw new CorruptUnitException("a block is of no known type");
            }
            at += block;
            if (bits.ranOut()) {
                throw new CorruptUnitException("it ends early");
            }
        }
        translateCalls(target, size);
    }

    private void stored(byte[] packed, int length, byte[] target, int to, int block) throws CorruptUnitException {
        int from = bits.align();
        int content = from + 4 * recent.length;
        if (content + block > length) {
            throw new CorruptUnitException("it ends early");
        }
        for (int i = 0; i < recent.length; i++) {
            int at = from + 4 * i;
            recent[i] = packed[at] & 0xff
                    | (packed[at + 1] & 0xff) << 8
                    | (packed[at + 2] & 0xff) << 16
                    | (packed[at + 3] & 0xff) << 24;
        }
        System.arraycopy(packed, content, target, to, block);
        bits.begin(packed, content + block + (block & 1), length);
    }

    private void readCodes(boolean aligned) throws CorruptUnitException {
        if (aligned) {
            for (int i = 0; i < 8; i++) {
                small[i] = (byte) bits.read(3);
            }
            alignedCode.build(small, 8);
        }
        readLengths(mainLengths, 0, LITERALS);
        readLengths(mainLengths, LITERALS, MAIN);
        main.build(mainLengths, MAIN);
        readLengths(lengthLengths, 0, LENGTHS);
        lengthCode.build(lengthLengths, LENGTHS);
    }

    /** Lengths are told as differences to those of the block before, packed with a code of their own. */
    private void readLengths(byte[] lengths, int from, int to) throws CorruptUnitException {
        for (int i = 0; i < small.length; i++) {
            small[i] = (byte) bits.read(4);
        }
        pre.build(small, small.length);
        int at = from;
        while (at < to) {
            int symbol = pre.next(bits);
            if (symbol <= 16) {
                lengths[at] = difference(lengths[at], symbol);
                at++;
            } else {
                int run =
                        switch (symbol) {
                            case 17 -> 4 + bits.read(4);
                            case 18 -> 20 + bits.read(5);
                            default -> 4 + bits.read(1);
                        };
                if (run > to - at) {
                    throw new CorruptUnitException("its code has too many words");
                }
                byte length = symbol == 19 ? difference(lengths[at], pre.next(bits)) : 0;
                Arrays.fill(lengths, at, at + run, length);
                at += run;
            }
        }
    }

    private static byte difference(byte before, int symbol) throws CorruptUnitException {
        if (symbol > 16) {
            throw new CorruptUnitException("a length of its code is no length");
        }
        return (byte) (before - symbol < 0 ? before - symbol + 17 : before - symbol);
    }

    private void block(byte[] target, int from, int end, boolean aligned) throws CorruptUnitException {
        int at = from;
        while (at < end) {
            int symbol = main.next(bits);
            if (symbol < LITERALS) {
                target[at++] = (byte) symbol;
            } else {
                int length = symbol & LONG;
                if (length == LONG) {
                    length += lengthCode.next(bits);
                }
                int distance = distance(symbol - LITERALS >>> 3, aligned);
                at = Matches.repeat(target, at, distance, length + SHORTEST, end);
            }
        }
    }

    private int distance(int slot, boolean aligned) throws CorruptUnitException {
        if (slot < recent.length) {
            int distance = recent[slot];
            recent[slot] = recent[0];
            recent[0] = distance;
            return distance;
        }
        int distance = base[slot];
        if (aligned && extra[slot] >= 3) {
            distance += bits.read(extra[slot] - 3) << 3;
            distance += alignedCode.next(bits);
        } else {
            distance += bits.read(extra[slot]);
        }
        recent[2] = recent[1];
        recent[1] = recent[0];
        recent[0] = distance;
        return distance;
    }

    /** The packer had made the targets of calls absolute, which repeat more often; this makes them relative again. */
    private static void translateCalls(byte[] target, int size) {
        for (int i = 0; i < size - CALL_TAIL; i++) {
            if (target[i] == CALL) {
                int absolute = target[i + 1] & 0xff
                        | (target[i + 2] & 0xff) << 8
                        | (target[i + 3] & 0xff) << 16
                        | (target[i + 4] & 0xff) << 24;
                if (absolute >= -i && absolute < CALL_SPAN) {
                    int relative = absolute >= 0 ? absolute - i : absolute + CALL_SPAN;
                    target[i + 1] = (byte) relative;
                    target[i + 2] = (byte) (relative >> 8);
                    target[i + 3] = (byte) (relative >> 16);
                    target[i + 4] = (byte) (relative >> 24);
                }
                i += 4;
            }
        }
    }
}
