package org.curlew.pipeline.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
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
import org.curlew.storage.objects.PrivateFiles;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.SchemeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curlew caid}: upload bundles, from the draft through the release by two people to CAID's receipt. */
@Command(
        name = "caid",
        mixinStandardHelpOptions = true,
        description = "Makes, releases and accounts for upload bundles.",
        subcommands = {
            CaidCommand.Export.class,
            CaidRelease.Request.class,
            CaidRelease.Decide.class,
            CaidRelease.Make.class,
            CaidUpload.Sent.class,
            CaidUpload.Receipt.class,
            CaidUpload.Status.class,
            CaidUpload.LeaveOut.class,
            CaidSeal.Seal.class,
            CaidSeal.Open.class
        })
final class CaidCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        picocli.CommandLine.usage(this, System.err);
        return ExitCodes.USAGE;
    }

    /** The case by its reference, or a refusal. */
    static long caseId(Application application, String reference) {
        return application
                .get(Exhibits.class)
                .findCase(reference)
                .orElseThrow(() -> new RefusedException(
                        "There is no case " + reference + " in the data folder: check the reference"));
    }

    static MediaBytes bytes(Application application) {
        MediaPacks packs = application.get(MediaPacks.class);
        return sha256 -> {
            long length = packs.length(sha256).orElseThrow(() -> new FileNotFoundException(sha256));
            return packs.open(sha256, 0, length);
        };
    }

    /** Runs the work on the data folder; what the services refuse is a refusal of the command. */
    static int refusing(DataOption data, Work work) throws IOException {
        try (Application application = data.start()) {
            work.with(application);
            return ExitCodes.COMPLETE;
        } catch (CaidException | SchemeException | VicsRefusedException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }

    /** What a command does with the application. */
    interface Work {
        void with(Application application) throws IOException;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Writes a draft bundle of a case's graded media. It says inside and by its name that it is a draft.")
    static final class Export implements Callable<Integer> {

        @Option(names = "--case", required = true, paramLabel = "REF", description = "Case reference.")
        private String caseReference;

        @Option(
                names = "--profile",
                required = true,
                paramLabel = "P",
                converter = VicsCommand.ProfileName.class,
                description = "UK, Default or 1.3.")
        private VicsProfile profile;

        @Option(names = "--scheme", paramLabel = "S", description = "Category scheme (default: ${DEFAULT-VALUE}).")
        private String scheme = "uk-2014";

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
        private Path out;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws IOException {
            NamedFile.requireFolder(out);
            return refusing(data, application -> {
                long caseId = caseId(application, caseReference);
                PrivateFiles.folder(out);
                CaidExport.Made made = application
                        .get(CaidExport.class)
                        .draft(
                                caseId,
                                scheme,
                                profile,
                                out,
                                new CaidExport.Settings(
                                        bytes(application), Instant.now(), null, ToolVersion.text(), null));
                System.out.println(made.file() + ": draft with " + made.media() + " media");
            });
        }
    }
}
