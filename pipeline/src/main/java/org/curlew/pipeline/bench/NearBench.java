package org.curlew.pipeline.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.curlew.triage.perceptual.NearIndex;
import org.curlew.triage.perceptual.PdqHash;

/** Near-duplicate queries beside brute force over the same hashes; both run on one thread, whose processor time is taken. */
public final class NearBench {

    /** The index is so much faster that it needs more queries to be timed. */
    private static final int REPEATS = 10;

    private final Path folder;
    private final int runs;

    public NearBench(Path folder, int runs) {
        this.folder = folder;
        this.runs = runs;
    }

    /** A row of a Markdown table; the hashes need 32 bytes of heap each for brute force. */
    public String measure(int entries) throws Exception {
        Path file = folder.resolve("bench.near");
        InventedHashes hashes = InventedHashes.index(file, entries);
        Pair pair = new Pair(
                String.format("near-duplicate queries over %,d", entries),
                "brute force, vectors",
                InventedHashes.QUERIES,
                "50 x, recall 100 %");
        long[] found = new long[2];
        try (NearIndex index = NearIndex.open(file)) {
            search(index, hashes.queries());
            for (int run = 0; run < runs; run++) {
                pair.ours(() -> HashSetBench.processorTime(() -> found[0] = search(index, hashes.queries())) / REPEATS);
                pair.theirs(() -> HashSetBench.processorTime(() -> found[1] = hashes.byComparingAll()));
                if (found[0] != found[1]) {
                    throw new IllegalStateException("the index found " + found[0] + ", brute force " + found[1]);
                }
            }
        }
        Files.delete(file);
        return pair.row() + "\n" + found[0] + " found by the index, " + found[1] + " by brute force";
    }

    private static long search(NearIndex index, PdqHash[] queries) {
        long found = 0;
        for (int i = 0; i < REPEATS; i++) {
            found = 0;
            for (PdqHash query : queries) {
                found += index.search(query).matches().size();
            }
        }
        return found;
    }
}
