package org.curlew.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.results.ResultFiles;
import org.curlew.pipeline.stages.Intake;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.Exhibits;

/** One running application for the tests of a class, and devices sent through it as the command does. */
final class Devices implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

    private final Application application;
    private final Path folder;
    private int number;

    private Devices(Application application, Path folder) {
        this.application = application;
        this.folder = folder;
    }

    static Devices start(Path folder, Map<String, Object> settings) {
        return new Devices(Application.start(folder.resolve("data"), settings), folder);
    }

    /** Where an exhibit ended, and the folder of its results. */
    record End(ExhibitState state, String reason, boolean complete, Path out) {}

    Application application() {
        return application;
    }

    End process(List<Path> parts) {
        return process(parts, Acquisition.Declared.NONE, List.of());
    }

    End process(List<Path> parts, Acquisition.Declared expected, List<Long> sets) {
        Path out = folder.resolve("out-" + ++number);
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Intake intake = application.get(Intake.class);
        Acquisition acquisition = intake.submit("OP-TEST", "EX/" + number, parts, expected, sets, out, "test");
        await(acquisition.id());
        application.get(ResultFiles.class).writeSummary(acquisition.id(), out.resolve("summary.json"));
        Exhibits.StateChange now =
                application.get(Exhibits.class).current(acquisition.exhibitId()).orElseThrow();
        return new End(
                now.state(), now.reason(), application.get(ResultFiles.class).complete(acquisition.id()), out);
    }

    void await(long acquisition) {
        Intake intake = application.get(Intake.class);
        long until = System.nanoTime() + PATIENCE;
        while (!intake.finished(acquisition)) {
            if (System.nanoTime() > until) {
                throw new AssertionError("The device did not end within five minutes");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        application.close();
    }
}
