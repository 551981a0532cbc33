package org.curlew.triage.perceptual;

import static org.curlew.triage.perceptual.NearLayout.INT;
import static org.curlew.triage.perceptual.NearLayout.LONG;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** The buckets of one word: which entries have which value there. */
final class NearTable {

    private final HashWord word;
    private final MemorySegment starts;
    private final MemorySegment numbers;
    private final MemorySegment hashes;

    NearTable(HashWord word, MemorySegment starts, MemorySegment numbers, MemorySegment hashes) {
        this.word = word;
        this.starts = starts;
        this.numbers = numbers;
        this.hashes = hashes;
    }

    /**
     * Adds the entries that are near in this word and near as a whole. In three sweeps, buckets, numbers, hashes: each sweep's
     * reads do not depend on one another, so the processor waits for many cache misses at once instead of for one after the other.
     */
    void find(PdqHash hash, Found found) {
        int key = word.key(hash);
        int[] flips = word.flips();
        int[] from = found.from(flips.length);
        int[] to = found.to(flips.length);
        int total = 0;
        for (int k = 0; k < flips.length; k++) {
            long bucket = key ^ flips[k];
            int start = starts.getAtIndex(INT, bucket);
            int end = starts.getAtIndex(INT, bucket + 1);
            from[k] = start;
            to[k] = end;
            total += end - start;
        }
        int[] candidates = found.candidates(total);
        int count = 0;
        for (int k = 0; k < flips.length; k++) {
            for (int at = from[k]; at < to[k]; at++) {
                candidates[count++] = numbers.getAtIndex(INT, at);
            }
        }
        for (int k = 0; k < count; k++) {
            long at = candidates[k] * 4L;
            int distance = Long.bitCount(hashes.getAtIndex(LONG, at) ^ hash.a())
                    + Long.bitCount(hashes.getAtIndex(LONG, at + 1) ^ hash.b())
                    + Long.bitCount(hashes.getAtIndex(LONG, at + 2) ^ hash.c())
                    + Long.bitCount(hashes.getAtIndex(LONG, at + 3) ^ hash.d());
            if (distance <= PdqResult.GREATEST_DISTANCE) {
                found.add(candidates[k], distance);
            }
        }
    }

    /** A search's working memory and its finds; an entry can be found through several words. */
    static final class Found {
        private int[] from = new int[0];
        private int[] to = new int[0];
        private int[] candidates = new int[0];
        private int[] entries = new int[16];
        private int[] distances = new int[16];
        private int size;

        private int[] from(int length) {
            from = from.length < length ? new int[length] : from;
            return from;
        }

        private int[] to(int length) {
            to = to.length < length ? new int[length] : to;
            return to;
        }

        private int[] candidates(int length) {
            candidates = candidates.length < length ? new int[length * 2] : candidates;
            return candidates;
        }

        private void add(int entry, int distance) {
            if (size == entries.length) {
                entries = Arrays.copyOf(entries, size * 2);
                distances = Arrays.copyOf(distances, size * 2);
            }
            entries[size] = entry;
            distances[size++] = distance;
        }

        void clear() {
            size = 0;
        }

        int size() {
            return size;
        }

        int entry(int k) {
            return entries[k];
        }

        int distance(int k) {
            return distances[k];
        }
    }
}
