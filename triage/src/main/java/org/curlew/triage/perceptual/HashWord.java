package org.curlew.triage.perceptual;

import java.util.Arrays;

/**
 * A selection of a hash's bits, read as one number, and how many of them may differ.
 *
 * @param flips every pattern of at most {@code radius} differing bits; the first is "none"
 */
record HashWord(long maskA, long maskB, long maskC, long maskD, int width, int radius, int[] flips) {

    /** Word {@code index} of {@code words}: every bit k with k mod words = index, so that neighbouring bits are spread. */
    static HashWord of(int index, int words, int radius) {
        long[] masks = new long[4];
        int width = 0;
        for (int bit = index; bit < 256; bit += words) {
            masks[bit >> 6] |= 1L << bit;
            width++;
        }
        return new HashWord(masks[3], masks[2], masks[1], masks[0], width, radius, flips(width, radius));
    }

    private static int[] flips(int width, int radius) {
        int[] found = new int[1];
        int count = 1;
        int first = 0;
        for (int r = 1; r <= radius; r++) {
            int last = count;
            for (int k = first; k < last; k++) {
                // Only bits below the lowest one already flipped: each pattern once.
                int below = found[k] == 0 ? width : Integer.numberOfTrailingZeros(found[k]);
                for (int bit = 0; bit < below; bit++) {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, count * 2);
                    }
                    found[count++] = found[k] | 1 << bit;
                }
            }
            first = last;
        }
        return Arrays.copyOf(found, count);
    }

    int key(PdqHash hash) {
        return key(hash.a(), hash.b(), hash.c(), hash.d());
    }

    int key(long a, long b, long c, long d) {
        long key = Long.compress(a, maskA);
        key = key << Long.bitCount(maskB) | Long.compress(b, maskB);
        key = key << Long.bitCount(maskC) | Long.compress(c, maskC);
        key = key << Long.bitCount(maskD) | Long.compress(d, maskD);
        return (int) key;
    }

    int buckets() {
        return 1 << width;
    }
}
