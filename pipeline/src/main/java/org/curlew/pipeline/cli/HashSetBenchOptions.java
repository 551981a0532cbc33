package org.curlew.pipeline.cli;

import java.nio.file.Path;
import java.util.List;
import org.curlew.pipeline.bench.HashSetBench;
import org.curlew.pipeline.bench.NearBench;
import org.curlew.pipeline.bench.PictureBench;
import org.curlew.pipeline.bench.RetroBench;
import picocli.CommandLine.Option;

/** The sizes of {@code curlew bench --hash-sets}; smaller ones for a smaller machine or a first look. */
final class HashSetBenchOptions {

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "With --hash-sets: only these of vics, list, large, retro, pdq, jpeg, near.")
    private List<String> only = List.of("vics", "list", "large", "retro", "pdq", "jpeg", "near");

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "With --hash-sets: VICS records to import (default: ${DEFAULT-VALUE}).")
    private int records = 30_000_000;

    @Option(
            names = "--lines",
            paramLabel = "N",
            description =
                    "With --hash-sets: lines of MD5 to import and look up in, beside hfind (default: ${DEFAULT-VALUE}).")
    private int lines = 10_000_000;

    @Option(
            names = "--large",
            paramLabel = "N",
            description = "With --hash-sets: entries of the large index (default: ${DEFAULT-VALUE}).")
    private int large = 100_000_000;

    @Option(
            names = "--retro",
            paramLabel = "N",
            description = "With --hash-sets: files of past exhibits to match again, 32 bytes of disk each (default:"
                    + " ${DEFAULT-VALUE}).")
    private long retro = 100_000_000;

    @Option(
            names = "--near",
            paramLabel = "N",
            description =
                    "With --hash-sets: hashes of the near-duplicate index (default: ${DEFAULT-VALUE}; brute force needs 32"
                            + " bytes of heap each: CURLEW_HEAP=1g).")
    private int near = 10_000_000;

    void run(Path scratch, int runs, boolean peers) throws Exception {
        HashSetBench sets = new HashSetBench(scratch, runs, peers);
        PictureBench pictures = new PictureBench(runs);
        System.out.println(HashSetBench.HEAD);
        for (String part : only) {
            List<String> rows =
                    switch (part) {
                        case "vics" -> List.of(sets.vics(records));
                        case "list" -> List.of(sets.list(lines));
                        case "large" -> List.of(sets.large(large));
                        case "retro" -> List.of(new RetroBench(scratch, runs).measure(retro));
                        case "pdq" -> List.of(pictures.pixels());
                        case "jpeg" -> pictures.files();
                        case "near" -> List.of(new NearBench(scratch, runs).measure(near));
                        default ->
                            throw new RefusedException("There is no part " + part
                                    + " of the hash-set benchmark: give vics, list, large, retro, pdq, jpeg or near");
                    };
            rows.forEach(System.out::println);
        }
    }
}
