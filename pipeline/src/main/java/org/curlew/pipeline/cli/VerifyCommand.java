package org.curlew.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.curlew.pipeline.images.ImageFacts;
import org.curlew.pipeline.images.ImageRefusedException;
import org.curlew.pipeline.stages.ProgressBoard.Snapshot;
import org.curlew.pipeline.stages.References;
import org.curlew.pipeline.worker.Worker;
import org.curlew.pipeline.worker.WorkerPool;
import org.curlew.pipeline.worker.WorkerSettings;
import org.curlew.storage.ledger.LedgerException;
import org.curlew.storage.ledger.LedgerVerdict;
import org.curlew.storage.ledger.LedgerVerifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code curlew verify}: checks that need no data folder and no server. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks an image, a bundle or a ledger export.",
        subcommands = {VerifyCommand.Image.class, VerifyBundle.class, VerifyCommand.LedgerExport.class})
final class VerifyCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        picocli.CommandLine.usage(this, System.err);
        return ExitCodes.USAGE;
    }

    @Command(
            name = "image",
            mixinStandardHelpOptions = true,
            description = "Digests of the whole media, compared with those the image stores or those given.")
    static final class Image implements Callable<Integer> {

        @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "The image, its parts, or its first part.")
        private List<Path> parts;

        @Option(names = "--expect-md5", paramLabel = "HEX", converter = Hex.Md5.class, description = "Expected MD5.")
        private String md5;

        @Option(
                names = "--expect-sha1",
                paramLabel = "HEX",
                converter = Hex.Sha1.class,
                description = "Expected SHA-1.")
        private String sha1;

        @Option(
                names = "--expect-sha256",
                paramLabel = "HEX",
                converter = Hex.Sha256.class,
                description = "Expected SHA-256.")
        private String sha256;

        @Override
        public Integer call() throws IOException, InterruptedException {
            Terminal terminal = Terminal.standard();
            try (Worker worker = new WorkerPool(WorkerSettings.standard())) {
                for (Path part : parts) {
                    if (!Files.isReadable(part)) {
                        throw new RefusedException("The image " + part + " does not exist or cannot be read");
                    }
                }
                ImageFacts facts = worker.identify(parts).facts();
                Instant begun = Instant.now();
                Worker.MediaDigests digests = worker.verify(
                        parts,
                        (done, total, files) ->
                                terminal.progress(new Snapshot("verification", begun, done, total, 0), Instant.now()));
                return report(terminal, facts, digests);
            } catch (ImageRefusedException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
        }

        private static String meaning(Worker.MediaDigests digests) {
            return digests.unreadable().isEmpty()
                    ? "The image is not what was acquired"
                    : digests.unreadable().size()
                            + " ranges could not be read and were digested as zeros: acquire the device again, or process"
                            + " what is left";
        }

        private int report(Terminal terminal, ImageFacts facts, Worker.MediaDigests digests) {
            terminal.line("format   " + facts.format() + ", " + facts.segments() + " segments");
            terminal.line("bytes    " + digests.bytes());
            terminal.line("md5      " + digests.md5());
            terminal.line("sha1     " + digests.sha1());
            terminal.line("sha256   " + digests.sha256());
            if (facts.damage() != null) {
                terminal.line("damage   " + facts.damage());
            }
            for (Worker.Gap gap : digests.unreadable()) {
                terminal.line("unreadable  " + gap.length() + " bytes from " + gap.offset() + ": " + gap.reason());
            }
            List<String> differences = new ArrayList<>();
            int compared = References.compare(differences, "stored MD5", facts.storedMd5(), digests.md5())
                    + References.compare(differences, "stored SHA-1", facts.storedSha1(), digests.sha1())
                    + References.compare(differences, "expected MD5", md5, digests.md5())
                    + References.compare(differences, "expected SHA-1", sha1, digests.sha1())
                    + References.compare(differences, "expected SHA-256", sha256, digests.sha256());
            if (!differences.isEmpty()) {
                throw new RefusedException("verification mismatch in " + parts.getFirst() + ": "
                        + String.join("; ", differences) + ". " + meaning(digests));
            }
            terminal.line(compared == 0 ? "NO_REFERENCE: nothing to compare with" : "VERIFIED");
            return digests.unreadable().isEmpty() ? ExitCodes.COMPLETE : ExitCodes.PARTIAL;
        }
    }

    @Command(
            name = "ledger",
            mixinStandardHelpOptions = true,
            description = "Checks an export of the ledger; names the first bad entry.")
    static final class LedgerExport implements Callable<Integer> {

        @Parameters(paramLabel = "EXPORT", description = "Folder of the export, or its ledger.jsonl.")
        private Path export;

        @Option(names = "--certificate", required = true, paramLabel = "PEM", description = "The force's certificate.")
        private Path certificate;

        @Option(
                names = "--checkpoint",
                paramLabel = "FILE",
                description =
                        "Checkpoint kept in a second place, or a folder of them; may be repeated. Only these show a"
                                + " ledger that was rolled back as a whole.")
        private List<Path> checkpoints = new ArrayList<>();

        @Override
        public Integer call() {
            try {
                LedgerVerdict verdict = LedgerVerifier.verify(export, certificate, checkpoints);
                if (verdict.fault().isPresent()) {
                    throw new RefusedException(verdict.fault().get().message());
                }
                System.out.println("Sound: " + verdict.entries() + " entries, " + verdict.checkpoints()
                        + " signed checkpoints, the last of " + verdict.signedAt());
                return ExitCodes.COMPLETE;
            } catch (LedgerException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
        }
    }
}
