package org.curlew.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.storage.objects.PrivateFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code curlew process}: one device through every machine stage, without pages. */
@Command(
        name = "process",
        mixinStandardHelpOptions = true,
        description = "Takes one device's image through every machine stage and writes summary.json, files.csv and"
                + " media.vics.json.")
final class ProcessCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "The image, or the parts of one split image in order, or only its first part.")
    private List<Path> images;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the results, empty or new.")
    private Path out;

    @Option(names = "--case", paramLabel = "REF", description = "Case reference (default: ${DEFAULT-VALUE}).")
    private String caseReference = "UNASSIGNED";

    @Option(
            names = "--exhibit",
            paramLabel = "REF",
            description = "Exhibit reference (default: the image's file name).")
    private String exhibit;

    @Option(
            names = "--hash-set",
            paramLabel = "FILE,name=N,role=R,scheme=S",
            converter = HashSetOption.Converter.class,
            description = "A hash set to match against; role is illegal, known-good or intelligence. May be repeated.")
    private List<HashSetOption> hashSets = new ArrayList<>();

    @Option(names = "--expect-md5", paramLabel = "HEX", converter = Hex.Md5.class, description = "Acquisition MD5.")
    private String md5;

    @Option(names = "--expect-sha1", paramLabel = "HEX", converter = Hex.Sha1.class, description = "Acquisition SHA-1.")
    private String sha1;

    @Option(
            names = "--expect-sha256",
            paramLabel = "HEX",
            converter = Hex.Sha256.class,
            description = "Acquisition SHA-256.")
    private String sha256;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws Exception {
        for (Path image : images) {
            requireReadable(image);
        }
        requireEmpty(out);
        Terminal terminal = Terminal.standard();
        terminal.line("Starting (state is kept in " + data.folder() + ")");
        try (Application application = data.startRoutes()) {
            ProcessRun run = new ProcessRun(application, terminal);
            List<Long> sets = run.importSets(hashSets);
            return run.process(
                    caseReference,
                    exhibit == null ? images.getFirst().getFileName().toString() : exhibit,
                    images,
                    new Acquisition.Declared(md5, sha1, sha256),
                    sets,
                    out);
        }
    }

    private static void requireReadable(Path image) {
        if (!Files.isRegularFile(image) || !Files.isReadable(image)) {
            throw new RefusedException(
                    "The image " + image + " " + (Files.exists(image) ? "cannot be read" : "does not exist")
                            + ": check the path and its permissions");
        }
    }

    private static void requireEmpty(Path out) {
        try {
            PrivateFiles.folder(out);
            try (Stream<Path> entries = Files.list(out)) {
                if (entries.findAny().isPresent()) {
                    throw new RefusedException(
                            "The output folder " + out
                                    + " already holds files, which are left as they are: name a new or empty folder with --out");
                }
            }
        } catch (IOException e) {
            throw new RefusedException(
                    "The output folder " + out + " cannot be used (" + e + "): name one that can be written", e);
        }
    }
}
