package org.curlew.pipeline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.simulation.LargeForce;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.triage.intake.ImportResult;
import org.curlew.triage.intake.SampleForce;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.RankedExhibit;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curlew demo}: the main job in one command, on an invented force and a benign sample device. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Loads a sample force, processes a sample device end to end, then serves the pages until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {

    private static final long SEED = 7;
    private static final int SUSPECTS = 20_000;
    private static final int EXHIBITS_EACH = 5;
    private static final int MEDIA = 1_000_000;

    @Option(names = "--port", paramLabel = "N", description = "Port of the pages (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(names = "--exit", description = "End after the device is done.")
    private boolean exit;

    @Option(
            names = "--scale",
            paramLabel = "SIZE",
            description =
                    "sample, or large: 100,000 exhibits, 20,000 suspects and 1,000,000 media more, for a load test"
                            + " (default: ${DEFAULT-VALUE}).")
    private Scale scale = Scale.sample;

    @Mixin
    private DataOption data;

    /** How large the invented force is; named as they are typed. */
    @SuppressWarnings("checkstyle:ConstantName")
    enum Scale {
        sample,
        large
    }

    @Override
    public Integer call() throws Exception {
        Terminal terminal = Terminal.standard();
        terminal.line("Everything in this demo is invented: people, cases, pictures and hash sets.");
        terminal.line(
                "Starting the database, the object store and the broker (state is kept in " + data.folder() + ")");
        try (Application application = exit ? data.startRoutes() : data.serve(port)) {
            loadForce(application, terminal);
            if (scale == Scale.large) {
                enlarge(application, terminal);
            }
            int code = processDevice(application, terminal);
            if (!exit) {
                new Serving(application, terminal).demo();
            }
            return code;
        }
    }

    private static void loadForce(Application application, Terminal terminal) {
        ImportResult loaded = application.get(SampleForce.class).load("demo");
        if (!loaded.errors().isEmpty()) {
            throw new IllegalStateException(
                    "The sample force did not load: " + loaded.errors().getFirst());
        }
        List<RankedExhibit> queue = application.get(Queue.class).list();
        terminal.line("Sample force: " + SampleForce.EXHIBITS + " exhibits waiting, " + SampleForce.CASES + " cases, "
                + SampleForce.RELEASED + " suspects released under investigation, " + SampleForce.WARRANTS
                + " warrants, " + SampleForce.REFERRALS + " referrals");
        terminal.line("First in the queue of " + queue.size() + " exhibits:");
        queue.stream()
                .limit(3)
                .forEach(r -> terminal.line("  " + r.position() + ". " + r.exhibitReference() + "  " + r.sentence()));
    }

    private static void enlarge(Application application, Terminal terminal) {
        long start = System.nanoTime();
        LargeForce force = new LargeForce(application.get(JdbcClient.class));
        force.cases(SUSPECTS, EXHIBITS_EACH);
        terminal.line("Large force: " + SUSPECTS + " cases with a suspect and " + EXHIBITS_EACH + " exhibits each");
        force.media(MEDIA, written -> terminal.line("  " + written + " of " + MEDIA + " media (rows without bytes)"));
        int ranked = application.get(Queue.class).rerankAll("large force", "demo");
        terminal.line("Ranked " + ranked + " exhibits; the large force took "
                + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
    }

    private int processDevice(Application application, Terminal terminal) throws Exception {
        Path folder = application.folder().folder("demo");
        SampleDevice.Sample sample = new SampleDevice(SEED).write(folder);
        terminal.line("Sample device: " + sample.image());
        ProcessRun run = new ProcessRun(application, terminal);
        List<Long> sets = run.importSets(List.of(
                new HashSetOption(sample.illegalSet(), "Sample set, invented", "illegal", "uk-2014"),
                new HashSetOption(sample.knownGoodSet(), "Sample known-good, invented", "known-good", "nsrl-caid")));
        Path out = Files.createTempDirectory(folder, "results-");
        return run.process("OP-SAMPLE", "DEMO/1", List.of(sample.image()), Acquisition.Declared.NONE, sets, out);
    }
}
