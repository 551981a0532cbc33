package org.curlew.pipeline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
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

    @Parameters(paramLabel = "SCENARIO.yaml", description = "A scenario; shipped ones are in the folder scenarios.")
    private Path scenario;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(scenario)) {
            throw new RefusedException(
                    "The scenario " + scenario + " does not exist or cannot be read: check the path");
        }
        try {
            Outcome outcome =
                    Simulation.run(Scenario.read(scenario.getFileName().toString(), Files.readString(scenario)));
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
