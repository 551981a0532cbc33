package org.curlew.pipeline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.curlew.triage.perceptual.NearIndex;
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

    @Param({"1000000", "10000000"})
    private int entries;

    private Path folder;
    private NearIndex index;
    private InventedHashes hashes;

    @Setup(Level.Trial)
    public void build() throws IOException {
        folder = Files.createTempDirectory("curlew-jmh");
        hashes = InventedHashes.index(folder.resolve("hashes.near"), entries);
        index = NearIndex.open(folder.resolve("hashes.near"));
    }

    @TearDown(Level.Trial)
    public void remove() throws IOException {
        index.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    @Benchmark
    @OperationsPerInvocation(InventedHashes.QUERIES)
    public long byIndex() throws IOException {
        long found = 0;
        for (PdqHash query : hashes.queries()) {
            found += index.search(query).matches().size();
        }
        return found;
    }

    @Benchmark
    @OperationsPerInvocation(InventedHashes.QUERIES)
    public long byComparingAll() {
        return hashes.byComparingAll();
    }
}
