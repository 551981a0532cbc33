package org.curlew.pipeline.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.curlew.triage.perceptual.NearIndexBuilder;
import org.curlew.triage.perceptual.PdqHash;
import org.curlew.triage.perceptual.PdqResult;

/**
 * Perceptual hashes of no picture with queries near to some of them, and the search that an index has to beat.
 *
 * @param words the hashes' four words in four arrays, the shape that the compiler turns into vector population counts; 32 bytes of heap a
 *     hash
 */
record InventedHashes(long[][] words, PdqHash[] queries) {

    static final int QUERIES = 20;

    private static final int BLOCK = 4096;

    /** Draws so many, the same each time, and writes their index. */
    static InventedHashes index(Path file, int entries) throws IOException {
        SplittableRandom random = new SplittableRandom(20260101);
        long[][] words = new long[4][entries];
        try (NearIndexBuilder builder = new NearIndexBuilder(file)) {
            for (int i = 0; i < entries; i++) {
                PdqHash hash = regular(random);
                words[0][i] = hash.a();
                words[1][i] = hash.b();
                words[2][i] = hash.c();
                words[3][i] = hash.d();
                builder.add(hash, i);
            }
            builder.finish();
        }
        PdqHash[] queries = new PdqHash[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            int known = random.nextInt(entries);
            PdqHash hash = new PdqHash(words[0][known], words[1][known], words[2][known], words[3][known]);
            queries[i] = near(random, hash, i % 16);
        }
        return new InventedHashes(words, queries);
    }

    /** How many hashes are near to the queries, by comparing all. */
    long byComparingAll() {
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
    private static PdqHash regular(SplittableRandom random) {
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
    private static PdqHash near(SplittableRandom random, PdqHash hash, int pairs) {
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
