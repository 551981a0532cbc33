package org.curlew.triage.perceptual;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Near-duplicate queries against brute force over the same hashes: {@code NearIndexBench [entries]}. Brute force has its four
 * words in four arrays on the heap, the shape that the compiler turns into vector population counts, and runs on the same one
 * thread. Times are of the thread's processor time, so that a busy machine does not decide.
 */
final class NearIndexBench {

    private static final int QUERIES = 200;

    private final int entries;
    private final long[][] words;

    private NearIndexBench(int entries) {
        this.entries = entries;
        this.words = new long[4][entries];
    }

    public static void main(String[] arguments) throws Exception {
        new NearIndexBench(arguments.length == 0 ? 10_000_000 : Integer.parseInt(arguments[0])).run();
    }

    private void run() throws Exception {
        SplittableRandom random = new SplittableRandom(20260101);
        Path file = Files.createTempFile("near", ".index");
        long start = System.nanoTime();
        try (NearIndexBuilder builder = new NearIndexBuilder(file)) {
            for (int k = 0; k < entries; k++) {
                PdqHash hash = Hashes.random(random);
                words[0][k] = hash.a();
                words[1][k] = hash.b();
                words[2][k] = hash.c();
                words[3][k] = hash.d();
                builder.add(hash, k);
            }
            builder.finish();
        }
        System.out.printf(
                "built   %,d hashes in %.1f s, %.1f bytes a hash%n",
                entries, seconds(start), Files.size(file) / (double) entries);
        start = System.nanoTime();
        try (NearIndex index = NearIndex.open(file)) {
            System.out.printf("opened and checked in %.2f s%n", seconds(start));
            compare(index, random);
        }
        Files.delete(file);
    }

    private void compare(NearIndex index, SplittableRandom random) {
        PdqHash[] queries = new PdqHash[QUERIES];
        for (int k = 0; k < QUERIES; k++) {
            queries[k] = Hashes.changed(random, stored(random.nextInt(entries)), 2 * random.nextInt(16));
        }
        double[] indexed = new double[5];
        double[] brute = new double[5];
        long found = 0;
        long expected = 0;
        for (int round = 0; round < indexed.length; round++) {
            long before = processorTime();
            found = 0;
            for (PdqHash query : queries) {
                found += index.search(query).matches().size();
            }
            indexed[round] = (processorTime() - before) / 1e6 / QUERIES;
            before = processorTime();
            expected = 0;
            for (int k = 0; k < 20; k++) {
                expected += bruteForce(queries[k]);
            }
            brute[round] = (processorTime() - before) / 1e6 / 20;
        }
        long check = 0;
        for (int k = 0; k < 20; k++) {
            check += index.search(queries[k]).matches().size();
        }
        Arrays.sort(indexed);
        Arrays.sort(brute);
        System.out.printf(
                "query   index %.3f ms, brute force %.2f ms: %.0f times as fast (medians of 5); 20 queries found %d, brute force %d; all %d%n",
                indexed[2], brute[2], brute[2] / indexed[2], check, expected, found);
    }

    private PdqHash stored(int k) {
        return new PdqHash(words[0][k], words[1][k], words[2][k], words[3][k]);
    }

    private int bruteForce(PdqHash query) {
        int found = 0;
        int block = 4096;
        int[] distances = new int[block];
        for (int from = 0; from < entries; from += block) {
            int length = Math.min(block, entries - from);
            Arrays.fill(distances, 0);
            addDistances(words[0], query.a(), from, length, distances);
            addDistances(words[1], query.b(), from, length, distances);
            addDistances(words[2], query.c(), from, length, distances);
            addDistances(words[3], query.d(), from, length, distances);
            for (int k = 0; k < length; k++) {
                if (distances[k] <= PdqResult.GREATEST_DISTANCE) {
                    found++;
                }
            }
        }
        return found;
    }

    private static void addDistances(long[] words, long query, int from, int length, int[] distances) {
        for (int k = 0; k < length; k++) {
            distances[k] += Long.bitCount(words[from + k] ^ query);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long processorTime() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
