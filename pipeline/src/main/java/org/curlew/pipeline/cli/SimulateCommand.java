package org.curlew.pipeline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.curlew.triage.rules.RuleFileException;
import org.curlew.triage.simulation.Outcome;
import org.curlew.triage.simulation.Scenario;
import org.curlew.triage.simulation.Simulation;
import org.curlew.triage.simulation.SimulationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code curlew simulate}: what would happen to the queue; the same scenario and seed give the same bytes. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Runs a scenario of the queue and writes its tables and chart.")
final class SimulateCommand implements Callable<Integer> {

    private static final List<String> SHIPPED =
            List.of("inspection-2019", "one-more-examiner", "outsourced-batch", "second-supervisor", "triage-kit");

    @Parameters(
            paramLabel = "SCENARIO.yaml",
            description = {
                "A scenario of your own, or the name of one that is shipped:",
                "inspection-2019, one-more-examiner, outsourced-batch, second-supervisor, triage-kit."
            })
    private Path scenario;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
    private Path out;

    /** A file of the person's own comes first; a shipped one is known by its name, with or without folder and ending. */
    private String text(String file) throws IOException {
        if (Files.isReadable(scenario)) {
            return Files.readString(scenario);
        }
        String name = file.replaceFirst("\\.yaml$", "");
        if (SHIPPED.contains(name)) {
            try (InputStream in = Scenario.class.getResourceAsStream("/scenarios/" + name + ".yaml")) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        throw new RefusedException("The scenario " + scenario
                + " does not exist or cannot be read: check the path, or name one that is shipped ("
                + String.join(", ", SHIPPED) + ")");
    }

    @Override
    public Integer call() throws Exception {
        String file = scenario.getFileName().toString();
        try {
            Outcome outcome = Simulation.run(Scenario.read(file, text(file)));
            Files.createDirectories(out);
            SimulationReport.write(outcome, out);
            System.out.println(outcome.sentence());
            System.out.println("One run, drawn from seed " + outcome.scenario().seed()
                    + ": days.csv, summary.csv and chart.svg are in " + out);
        } catch (IllegalArgumentException | RuleFileException wrong) {
            throw new RefusedException(wrong.getMessage(), wrong);
        }
        return ExitCodes.COMPLETE;
    }
}
