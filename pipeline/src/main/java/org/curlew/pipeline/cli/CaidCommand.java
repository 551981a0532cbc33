package org.curlew.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.curlew.grading.caid.CaidException;
import org.curlew.grading.caid.CaidExport;
import org.curlew.grading.media.MediaBytes;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.vics.VicsRefusedException;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.application.ToolVersion;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.SchemeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curlew caid}: upload bundles. The command makes drafts; a bundle for sending needs the release by two people. */
@Command(
        name = "caid",
        mixinStandardHelpOptions = true,
        description = "Makes upload bundles.",
        subcommands = CaidCommand.Export.class)
final class CaidCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        picocli.CommandLine.usage(this, System.err);
        return ExitCodes.USAGE;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Writes a draft bundle of a case's graded media. It says inside and by its name that it is a draft.")
    static final class Export implements Callable<Integer> {

        @Option(names = "--case", required = true, paramLabel = "REF", description = "Case reference.")
        private String caseReference;

        @Option(names = "--profile", required = true, paramLabel = "P", description = "UK, Default or 1.3.")
        private String profile;

        @Option(names = "--scheme", paramLabel = "S", description = "Category scheme (default: ${DEFAULT-VALUE}).")
        private String scheme = "uk-2014";

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
        private Path out;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws IOException {
            VicsProfile wanted = VicsCommand.profile(this, profile);
            try (Application application = data.start()) {
                long caseId = application
                        .get(Exhibits.class)
                        .findCase(caseReference)
                        .orElseThrow(() -> new RefusedException(
                                "There is no case " + caseReference + " in the data folder: check the reference"));
                MediaPacks packs = application.get(MediaPacks.class);
                MediaBytes bytes = sha256 -> {
                    long length = packs.length(sha256).orElseThrow(() -> new java.io.FileNotFoundException(sha256));
                    return packs.open(sha256, 0, length);
                };
                Files.createDirectories(out);
                CaidExport.Made made = application
                        .get(CaidExport.class)
                        .draft(
                                caseId,
                                scheme,
                                wanted,
                                out,
                                new CaidExport.Settings(bytes, Instant.now(), null, ToolVersion.text(), null));
                System.out.println(made.file() + ": draft with " + made.media() + " media");
                return ExitCodes.COMPLETE;
            } catch (CaidException | SchemeException | VicsRefusedException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
        }
    }
}
