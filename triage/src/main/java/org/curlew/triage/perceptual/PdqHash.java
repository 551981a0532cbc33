package org.curlew.triage.perceptual;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A PDQ hash: 256 bits. Bit 16*i+j is 1 where coefficient (i, j) of the picture's discrete cosine transform lies above the
 * median; bit k is bit k of the 256-bit number that the four words make, {@code a} the most significant.
 *
 * @param a bits 192 to 255, the first 16 digits of the text form
 * @param d bits 0 to 63, the last 16 digits
 */
public record PdqHash(long a, long b, long c, long d) {

    /** Half of the bits: what the median leaves set in every picture that is not degenerate. */
    static final int REGULAR_BIT_COUNT = 128;

    /** Bytes of a hash. */
    public static final int BYTES = 32;

    private static final int DIGITS = 64;

    /**
     * Reads 64 hexadecimal digits; capitals are taken too, as some lists write them.
     *
     * @throws IllegalArgumentException where the text is anything else
     */
    public static PdqHash parse(String text) {
        if (text.length() != DIGITS) {
            throw new IllegalArgumentException(
                    "A PDQ hash has 64 hexadecimal digits, this text has " + text.length() + " characters: " + text);
        }
        return new PdqHash(digits(text, 0), digits(text, 16), digits(text, 32), digits(text, 48));
    }

    private static long digits(String text, int from) {
        try {
            return HexFormat.fromHexDigitsToLong(text, from, from + 16);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("A PDQ hash has only hexadecimal digits: " + text, e);
        }
    }

    /** From 32 bytes, the most significant first. */
    public static PdqHash of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new PdqHash(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /** 32 bytes, the most significant first. */
    public byte[] bytes() {
        return ByteBuffer.allocate(32)
                .putLong(a)
                .putLong(b)
                .putLong(c)
                .putLong(d)
                .array();
    }

    private boolean bit(int number) {
        long word =
                switch (number >>> 6) {
                    case 0 -> d;
                    case 1 -> c;
                    case 2 -> b;
                    default -> a;
                };
        return (word >>> (number & 63) & 1) != 0;
    }

    /**
     * The hash of the turned picture, as far as the hash alone can tell it. A change of a coefficient's sign turns its bit over, since
     * the median lies near zero; it does not lie at zero, so some bits come out other than from the picture itself (4 in the middle of
     * the reference pictures that can be compared, 16 at most).
     */
    public PdqHash turned(Dihedral turn) {
        long[] words = new long[4];
        for (int row = 0; row < Pdq.SIDE; row++) {
            for (int column = 0; column < Pdq.SIDE; column++) {
                if (bit(row * Pdq.SIDE + column) != turn.negates(row, column)) {
                    int to = turn.transposes() ? column * Pdq.SIDE + row : row * Pdq.SIDE + column;
                    words[to >>> 6] |= 1L << (to & 63);
                }
            }
        }
        return new PdqHash(words[3], words[2], words[1], words[0]);
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        HexFormat format = HexFormat.of();
        return format.toHexDigits(a) + format.toHexDigits(b) + format.toHexDigits(c) + format.toHexDigits(d);
    }

    /** Number of differing bits, 0 to 256. */
    public int distance(PdqHash other) {
        return Long.bitCount(a ^ other.a)
                + Long.bitCount(b ^ other.b)
                + Long.bitCount(c ^ other.c)
                + Long.bitCount(d ^ other.d);
    }

    /** Number of bits that are 1. */
    public int bitCount() {
        return Long.bitCount(a) + Long.bitCount(b) + Long.bitCount(c) + Long.bitCount(d);
    }

    /**
     * False for a hash made of rounding noise: flat, gradient and chequered pictures tie at the median and set another number
     * of bits. Such a hash says nothing about the picture and is never matched.
     */
    public boolean regular() {
        return bitCount() == REGULAR_BIT_COUNT;
    }

    @Override
    public String toString() {
        return hex();
    }
}
