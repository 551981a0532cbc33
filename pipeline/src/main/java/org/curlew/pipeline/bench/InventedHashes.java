package org.curlew.pipeline.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.curlew.triage.perceptual.PdqHash;
import org.curlew.triage.perceptual.PdqResult;

/** Perceptual hashes of no picture, and the search that an index has to beat. */
final class InventedHashes {

    private static final int BLOCK = 4096;

    private InventedHashes() {}

    /**
     * How many hashes are near to the queries, by comparing all. The hashes' four words lie in four arrays, the shape that the compiler
     * turns into vector population counts.
     */
    static long brute(long[][] words, PdqHash[] queries) {
        long found = 0;
        int[] distances = new int[BLOCK];
        for (PdqHash query : queries) {
            for (int from = 0; from < words[0].length; from += BLOCK) {
                int length = Math.min(BLOCK, words[0].length - from);
                Arrays.fill(distances, 0);
                add(words[0], query.a(), from, length, distances);
                add(words[1], query.b(), from, length, distances);
                add(words[2], query.c(), from, length, distances);
                add(words[3], query.d(), from, length, distances);
                for (int i = 0; i < length; i++) {
                    found += distances[i] <= PdqResult.GREATEST_DISTANCE ? 1 : 0;
                }
            }
        }
        return found;
    }

    private static void add(long[] words, long query, int from, int length, int[] distances) {
        for (int i = 0; i < length; i++) {
            distances[i] += Long.bitCount(words[from + i] ^ query);
        }
    }

    /** An invented hash with 128 bits set, as those of real pictures have. */
    static PdqHash regular(SplittableRandom random) {
        long[] words = {random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()};
        int set = 0;
        for (long word : words) {
            set += Long.bitCount(word);
        }
        while (set != 128) {
            int bit = random.nextInt(256);
            boolean one = (words[bit >> 6] >>> bit & 1) == 1;
            if (one == set > 128) {
                words[bit >> 6] ^= 1L << bit;
                set += one ? -1 : 1;
            }
        }
        return new PdqHash(words[0], words[1], words[2], words[3]);
    }

    /** The hash with that many ones and as many zeros turned over. */
    static PdqHash near(SplittableRandom random, PdqHash hash, int pairs) {
        long[] words = {hash.a(), hash.b(), hash.c(), hash.d()};
        long[] before = words.clone();
        int[] left = {pairs, pairs};
        while (left[0] + left[1] > 0) {
            int bit = random.nextInt(256);
            int value = (int) (before[bit >> 6] >>> bit & 1);
            boolean untouched = (words[bit >> 6] >>> bit & 1) == value;
            if (untouched && left[value] > 0) {
                words[bit >> 6] ^= 1L << bit;
                left[value]--;
            }
        }
        return new PdqHash(words[0], words[1], words[2], words[3]);
    }
}
