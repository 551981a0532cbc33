package org.curlew.pipeline.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.pipeline.devices.StageRuns.StageRun;
import org.curlew.pipeline.results.ResultFiles;
import org.curlew.pipeline.stages.Intake;
import org.curlew.pipeline.stages.ProgressBoard;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.Exhibits.StateChange;

/** Sends one device through the routes and shows how far it is. */
final class ProcessRun {

    private static final long LOOK_EVERY_MS = 100;

    private final Application application;
    private final Terminal terminal;

    ProcessRun(Application application, Terminal terminal) {
        this.application = application;
        this.terminal = terminal;
    }

    /** Imports the sets that are not there yet; an unusable one refuses the command. */
    List<Long> importSets(List<HashSetOption> options) {
        List<Long> versions = new ArrayList<>();
        for (HashSetOption option : options) {
            versions.add(new HashSetImport(application, terminal)
                    .importOnce(option.name(), option.role(), option.scheme(), List.of(option.file())));
        }
        return versions;
    }

    /** Processes the device and returns the exit code. */
    int process(
            String caseReference,
            String exhibitReference,
            List<Path> parts,
            Acquisition.Declared expected,
            List<Long> sets,
            Path out)
            throws InterruptedException {
        Acquisition acquisition = application
                .get(Intake.class)
                .submit(caseReference, exhibitReference, parts, expected, sets, out, System.getProperty("user.name"));
        terminal.line("Exhibit " + exhibitReference + " of case " + caseReference);
        StateChange end = follow(acquisition);
        ResultFiles results = application.get(ResultFiles.class);
        results.writeSummary(acquisition.id(), out.resolve("summary.json"));
        terminal.line(end.state() + ": " + end.reason());
        return switch (end.state()) {
            case QUARANTINED, VERIFY_FAILED -> throw new RefusedException(end.reason());
            case FAILED -> throw new IllegalStateException(end.reason());
            default -> {
                boolean complete = results.complete(acquisition.id());
                terminal.line("Results are in " + out
                        + (complete ? "" : "; not everything could be read: see certificate.gaps in summary.json"));
                yield complete ? ExitCodes.COMPLETE : ExitCodes.PARTIAL;
            }
        };
    }

    private StateChange follow(Acquisition acquisition) throws InterruptedException {
        StageRuns runs = application.get(StageRuns.class);
        ProgressBoard board = application.get(ProgressBoard.class);
        Exhibits exhibits = application.get(Exhibits.class);
        Intake intake = application.get(Intake.class);
        Set<String> told = new HashSet<>();
        // what an earlier command left held is tried again first
        runs.all(acquisition.id()).stream()
                .filter(r -> r.state().equals("HELD"))
                .forEach(r -> told.add(held(r)));
        while (true) {
            boolean finished = intake.finished(acquisition.id());
            for (StageRun run : runs.all(acquisition.id())) {
                if (run.state().equals("DONE") && told.add(run.stage())) {
                    terminal.line(line(run));
                } else if (run.state().equals("HELD") && told.add(held(run))) {
                    if (told.add(run.stage() + run.reason())) {
                        terminal.line("held  " + run.reason());
                    }
                    if (run.stage().equals("export")) {
                        throw new RefusedException(run.reason() + ". Then run the same command again");
                    }
                }
            }
            if (finished) {
                return exhibits.current(acquisition.exhibitId())
                        .orElse(new StateChange(ExhibitState.FAILED, null, "", "the exhibit has no state"));
            }
            board.snapshot(acquisition.id()).ifPresent(s -> terminal.progress(s, Instant.now()));
            Thread.sleep(LOOK_EVERY_MS);
        }
    }

    private static String held(StageRun run) {
        return run.stage() + " held in attempt " + run.attempts();
    }

    private static String line(StageRun run) {
        return String.format(
                Locale.ROOT,
                "%-13s %7.2f s  %10s  %8d files  %s",
                run.stage(),
                run.seconds(),
                Terminal.size(run.bytes()),
                run.files(),
                run.reason());
    }
}
