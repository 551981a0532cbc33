package org.curlew.pipeline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.curlew.triage.hashsets.index.HashIndex;
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

/** Look-ups of MD5s, half of them listed, in one call for a million as the matching stage asks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class DigestLookUp {

    private static final int QUERIES = 1_000_000;

    /** Listed digests; {@code -p entries=100000000} for a national set, which takes a minute to build. */
    @Param({"1000000", "10000000"})
    private int entries;

    private Path folder;
    private HashIndex index;
    private byte[][] queries;

    @Setup(Level.Trial)
    public void build() throws IOException {
        folder = Files.createTempDirectory("curlew-jmh");
        Path list = folder.resolve("list.txt");
        InventedSets.list(list, entries);
        HashSetBench.build(list, folder.resolve("index"));
        index = HashIndex.open(folder.resolve("index"));
        queries = InventedSets.queries(entries, QUERIES);
    }

    @TearDown(Level.Trial)
    public void remove() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }

    @Benchmark
    @OperationsPerInvocation(QUERIES)
    public long digests() {
        long[] hits = new long[1];
        index.lookupAll(queries, null, null, queries.length, (_, found) -> hits[0] += found.size());
        return hits[0];
    }
}
