package org.curlew.pipeline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.curlew.triage.perceptual.NearIndex;
import org.curlew.triage.perceptual.NearIndexBuilder;
import org.curlew.triage.perceptual.PdqHash;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.util.FileSystemUtils;

/** Queries for hashes at a distance of at most 31, by the index and by comparing all. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class NearQuery {

    private static final int QUERIES = 20;

    @Param({"1000000", "10000000"})
    private int entries;

    private Path folder;
    private NearIndex index;
    private long[][] words;
    private PdqHash[] queries;

    @Setup(Level.Trial)
    public void build() throws IOException {
        folder = Files.createTempDirectory("curlew-jmh");
        SplittableRandom random = new SplittableRandom(20260101);
        words = new long[4][entries];
        try (NearIndexBuilder builder = new NearIndexBuilder(folder.resolve("hashes.near"))) {
            for (int i = 0; i < entries; i++) {
                PdqHash hash = InventedHashes.regular(random);
                words[0][i] = hash.a();
                words[1][i] = hash.b();
                words[2][i] = hash.c();
                words[3][i] = hash.d();
                builder.add(hash, i);
            }
            builder.finish();
        }
        queries = new PdqHash[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            int known = random.nextInt(entries);
            PdqHash hash = new PdqHash(words[0][known], words[1][known], words[2][known], words[3][known]);
            queries[i] = InventedHashes.near(random, hash, i % 16);
        }
        index = NearIndex.open(folder.resolve("hashes.near"));
    }

    @TearDown(Level.Trial)
    public void remove() throws IOException {
        index.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    @Benchmark
    @OperationsPerInvocation(QUERIES)
    public long byIndex() throws IOException {
        long found = 0;
        for (PdqHash query : queries) {
            found += index.search(query).matches().size();
        }
        return found;
    }

    @Benchmark
    @OperationsPerInvocation(QUERIES)
    public long byComparingAll() {
        return InventedHashes.brute(words, queries);
    }
}
