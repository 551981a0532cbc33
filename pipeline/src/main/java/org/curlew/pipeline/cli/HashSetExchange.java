package org.curlew.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.force.GradesToVotes;
import org.curlew.triage.hashsets.Exchange;
import org.curlew.triage.hashsets.HashSetException;
import org.curlew.triage.hashsets.SetVersion;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code curlew hash-set exchange}: votes and sets between forces' installations through a folder. */
@Command(
        name = "exchange",
        mixinStandardHelpOptions = true,
        description =
                "Writes this force's votes into a shared folder, takes those of the others, and renews the force's"
                        + " sets.")
final class HashSetExchange implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FOLDER", description = "The folder that the forces share.")
    private Path folder;

    @Option(
            names = "--send",
            paramLabel = "SET",
            description = "A set to give too, with its perceptual hashes; may be repeated.")
    private List<String> sets = new ArrayList<>();

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new RefusedException("There is no folder " + folder + ": make it, or name the one the forces share");
        }
        try (Application application = data.start()) {
            GradesToVotes grades = application.get(GradesToVotes.class);
            Exchange exchange = application.get(Exchange.class);
            grades.refresh();
            List<Exchange.Received> received =
                    exchange.receive(folder, System.getProperty("user.name", "command line"));
            boolean whole = true;
            for (Exchange.Received from : received) {
                System.out.println("from " + from.force() + ": " + from.votes() + " new votes, " + from.known()
                        + " known, " + from.sets().size() + " sets");
                for (SetVersion version : from.sets()) {
                    System.out.println("  " + version.name() + " version " + version.number() + ": " + version.entries()
                            + " entries, " + version.state());
                }
                from.refused().forEach(reason -> System.out.println("  not taken: " + reason));
                whole &= from.refused().isEmpty();
            }
            grades.publish();
            Exchange.Sent sent = application.get(TransactionTemplate.class).execute(status -> send(exchange));
            System.out.println("sent: " + sent.votes() + " votes, " + sent.sets() + " sets, in " + sent.folder());
            HashSetPast.compare(application);
            return whole ? ExitCodes.COMPLETE : ExitCodes.PARTIAL;
        } catch (HashSetException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }

    private Exchange.Sent send(Exchange exchange) {
        try {
            return exchange.send(folder, sets);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The exchange folder cannot be written: " + e.getMessage(), e);
        }
    }
}
