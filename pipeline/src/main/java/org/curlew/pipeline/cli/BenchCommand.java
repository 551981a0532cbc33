package org.curlew.pipeline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.bench.GradingBench;
import org.curlew.pipeline.bench.QueueBench;
import org.curlew.pipeline.bench.StageBench;
import org.curlew.pipeline.bench.StorageBench;
import org.curlew.pipeline.bench.StoredImageBench;
import org.curlew.pipeline.bench.WebBench;
import org.curlew.pipeline.simulation.SampleDevice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curlew bench}: the stages on this machine, side by side with its peers. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures verification, and extraction with matching, as the application runs them.")
final class BenchCommand implements Callable<Integer> {

    @Option(names = "--peers", description = "Run hashdeep, ewfverify and tsk_recover in turn with ours.")
    private boolean peers;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "Image to measure with; may be repeated (default: a sample device made now).")
    private List<Path> images = new ArrayList<>();

    @Option(names = "--runs", paramLabel = "N", description = "Pairs of runs (default: ${DEFAULT-VALUE}).")
    private int runs = 5;

    @Option(
            names = "--hash-sets",
            description = "Measure import, look-up, PDQ and near-duplicates instead; with --peers beside hfind.")
    private boolean hashSets;

    @Mixin
    private HashSetBenchOptions sizes;

    @Option(names = "--queue", description = "Measure the re-rank of 10,000 and of 100,000 waiting exhibits instead.")
    private boolean queue;

    @Option(
            names = "--storage",
            description = "Measure ledger, packs, and (with --image) extraction from the object store instead.")
    private boolean storage;

    @Option(
            names = "--grading",
            description = "Measure the grader's page, a bulk grade, a bundle and the linter instead.")
    private boolean grading;

    @Option(
            names = "--media",
            paramLabel = "N",
            description =
                    "Media of the case for --grading; a tenth of them goes into the bundle (default: ${DEFAULT-VALUE}).")
    private int media = 1_000_000;

    @Option(
            names = "--lint-rows",
            paramLabel = "N",
            description = "Rows of the file that --grading lints, about 230 bytes each (default: ${DEFAULT-VALUE}).")
    private int lintRows = 1_000_000;

    @Option(
            names = "--stored",
            paramLabel = "N",
            description = "Media of 50 kB that --storage puts (default: ${DEFAULT-VALUE}).")
    private int storedMedia = 100_000;

    @Option(
            names = "--entries",
            paramLabel = "N",
            description =
                    "Ledger entries that --storage verifies; 0 measures images alone (default: ${DEFAULT-VALUE}).")
    private int entries = 300_000;

    @Option(
            names = "--server",
            paramLabel = "ADDRESS",
            description =
                    "Another server of the folder of objects, for the part of --storage that reads an image over HTTP.")
    private URI server;

    @Option(
            names = "--web",
            paramLabel = "FOLDER",
            description = "Measure the pages with 20 users at work instead, on a data folder that 'demo' filled.")
    private Path web;

    @Option(names = "--seconds", paramLabel = "N", description = "How long --web measures (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Override
    public Integer call() throws Exception {
        if (web != null) {
            try (Application application =
                    Application.serve(web, 0, Map.of("curlew.web.sign-in-tries", WebBench.USERS * 2))) {
                new WebBench(application).measure(Duration.ofSeconds(seconds)).forEach(System.out::println);
                return ExitCodes.COMPLETE;
            }
        }
        Path scratch = Files.createTempDirectory("curlew-bench");
        if (hashSets) {
            try {
                sizes.run(scratch, runs, peers);
                return ExitCodes.COMPLETE;
            } finally {
                delete(scratch);
            }
        }
        Map<String, Object> settings = storage ? Map.of("curlew.images.keep", "store") : Map.of();
        try (Application application = Application.start(scratch.resolve("data"), settings)) {
            if (storage) {
                measureStorage(application, scratch);
                return ExitCodes.COMPLETE;
            }
            if (queue) {
                QueueBench bench = new QueueBench(application);
                System.out.println("| what | first | best | median | worst |");
                System.out.println("| --- | --- | --- | --- | --- |");
                for (int size : new int[] {10_000, 100_000}) {
                    bench.measure(size, runs).forEach(System.out::println);
                }
                return ExitCodes.COMPLETE;
            }
            if (grading) {
                if (media < 20_000) {
                    throw new RefusedException("--media " + media + " is too few to measure with: at least 20000");
                }
                System.out.println("| what | target | measured |");
                System.out.println("| --- | --- | --- |");
                new GradingBench(application, scratch)
                        .measure(media, media / 10, lintRows)
                        .forEach(System.out::println);
                return ExitCodes.COMPLETE;
            }
            if (images.isEmpty()) {
                images.add(new SampleDevice(7).write(scratch).image());
            }
            StageBench bench = new StageBench(application, scratch, peers);
            System.out.println("| what | ours s | peer | peer s | times as fast, median (spread) |");
            System.out.println("| --- | --- | --- | --- | --- |");
            for (Path image : images) {
                bench.measure(image, runs).forEach(System.out::println);
            }
            return ExitCodes.COMPLETE;
        } finally {
            delete(scratch);
        }
    }

    private void measureStorage(Application application, Path scratch) throws Exception {
        System.out.println("| what | measured | must reach |");
        System.out.println("| --- | --- | --- |");
        StoredImageBench stored = new StoredImageBench(application);
        for (Path image : images) {
            stored.measure(image, runs, server).forEach(System.out::println);
        }
        if (entries == 0) {
            return;
        }
        StorageBench bench = new StorageBench(application, scratch);
        bench.acts(10).forEach(System.out::println);
        bench.packs(storedMedia).forEach(System.out::println);
        bench.verify(entries).forEach(System.out::println);
    }

    private static void delete(Path folder) {
        try (java.util.stream.Stream<Path> entries = Files.walk(folder)) {
            entries.sorted(java.util.Comparator.reverseOrder())
                    .forEach(e -> e.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
