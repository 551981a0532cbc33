package org.curlew.pipeline.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.curlew.pipeline.application.Application;
import org.curlew.storage.ledger.Chronology;
import org.curlew.storage.ledger.LedgerChainer;
import org.curlew.storage.ledger.LedgerException;
import org.curlew.storage.ledger.LedgerExport;
import org.curlew.storage.objects.PrivateFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curlew ledger}: the record of every act, for an expert who has nothing of ours. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Exports the ledger, or what it says of one exhibit.",
        subcommands = {LedgerCommand.Export.class, LedgerCommand.OfExhibit.class})
final class LedgerCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        picocli.CommandLine.usage(this, System.err);
        return ExitCodes.USAGE;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes ledger.jsonl, checkpoints.jsonl and certificate.pem for the offline check.")
    static final class Export implements Callable<Integer> {

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
        private Path out;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() {
            try (Application application = data.start()) {
                long entries = application.get(LedgerExport.class).export(out);
                System.out.println(
                        entries + " entries written to " + out
                                + "; check with: curlew verify ledger " + out
                                + " --certificate PEM, the certificate that was handed over by another way, not the one beside it");
                return ExitCodes.COMPLETE;
            } catch (LedgerException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
        }
    }

    @Command(
            name = "chronology",
            mixinStandardHelpOptions = true,
            description = "Writes everything that was done to an exhibit as CSV, with each entry's number and hash.")
    static final class OfExhibit implements Callable<Integer> {

        @Option(names = "--case", required = true, paramLabel = "REF", description = "The case.")
        private String caseReference;

        @Option(names = "--exhibit", required = true, paramLabel = "REF", description = "The exhibit.")
        private String exhibit;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
        private Path out;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws IOException {
            try (Application application = data.start();
                    Writer writer = PrivateFiles.writer(out)) {
                application.get(LedgerChainer.class).chain();
                application.get(Chronology.class).csv(List.of("case:" + caseReference, "exhibit:" + exhibit), writer);
                return ExitCodes.COMPLETE;
            }
        }
    }
}
