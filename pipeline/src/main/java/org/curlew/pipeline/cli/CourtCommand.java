package org.curlew.pipeline.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.curlew.grading.proportionate.Proportionate;
import org.curlew.grading.statistics.CaseUcoExport;
import org.curlew.grading.statistics.DfxmlExport;
import org.curlew.grading.statistics.Sfr1;
import org.curlew.grading.statistics.Sfr1Sheets;
import org.curlew.grading.statistics.Sfr1Text;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.application.ToolVersion;
import org.curlew.storage.objects.PrivateFiles;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.SchemeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curlew court}: figures for court and an exhibit's media in the forms other tools read. No picture is written. */
@Command(
        name = "court",
        mixinStandardHelpOptions = true,
        description = "Writes court figures (SFR1 data sheet) and exhibits' media as DFXML or CASE/UCO.",
        subcommands = {CourtCommand.Sheet.class, CourtCommand.Dfxml.class, CourtCommand.CaseUco.class})
final class CourtCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        picocli.CommandLine.usage(this, System.err);
        return ExitCodes.USAGE;
    }

    private interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** Under another name first, so that a file that is there is a whole one. */
    private static void write(Path file, Content content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(PrivateFiles.out(part))) {
            content.to(out);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        System.out.println(file);
    }

    private static long exhibit(Application application, String caseReference, String exhibit) {
        return application
                .get(Exhibits.class)
                .find(caseReference, exhibit)
                .orElseThrow(() -> new RefusedException(
                        "Case " + caseReference + " has no exhibit " + exhibit + ": check the reference"))
                .id();
    }

    @Command(
            name = "sfr1",
            mixinStandardHelpOptions = true,
            description =
                    "The SFR1 data sheet of a case; the form follows from the file's ending: .html, .pdf or .csv.")
    static final class Sheet implements Callable<Integer> {

        @Option(names = "--case", required = true, paramLabel = "REF", description = "Case reference.")
        private String caseReference;

        @Option(names = "--scheme", paramLabel = "S", description = "Category scheme (default: ${DEFAULT-VALUE}).")
        private String scheme = "uk-2014";

        @Option(
                names = "--force",
                required = true,
                paramLabel = "NAME",
                description = "The force, as the sheet names it.")
        private String force;

        @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who makes the sheet.")
        private String person;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
        private Path out;

        @Mixin
        private OutputOption output;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws IOException {
            String name = out.getFileName().toString();
            if (!name.matches("(?i).+\\.(html|pdf|csv)")) {
                throw new RefusedException("The form of " + name + " is not known: end it in .html, .pdf or .csv");
            }
            output.require(out);
            try (Application application = data.start()) {
                long caseId = CaidCommand.caseId(application, caseReference);
                Sfr1 sheet = application
                        .get(Sfr1Sheets.class)
                        .make(
                                caseId,
                                scheme,
                                force,
                                person,
                                "Curlew " + ToolVersion.text(),
                                application.get(Proportionate.class).statements(caseId));
                String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
                write(out, stream -> {
                    switch (ending) {
                        case "pdf" -> Sfr1Text.pdf(sheet, stream);
                        case "csv" -> stream.write(Sfr1Text.csv(sheet).getBytes(StandardCharsets.UTF_8));
                        default -> stream.write(Sfr1Text.html(sheet).getBytes(StandardCharsets.UTF_8));
                    }
                });
                return ExitCodes.COMPLETE;
            } catch (SchemeException refused) {
                throw new RefusedException(refused.getMessage(), refused);
            }
        }
    }

    @Command(name = "dfxml", mixinStandardHelpOptions = true, description = "An exhibit's media as DFXML.")
    static final class Dfxml implements Callable<Integer> {

        @Option(names = "--case", required = true, paramLabel = "REF", description = "Case reference.")
        private String caseReference;

        @Option(names = "--exhibit", required = true, paramLabel = "REF", description = "Exhibit of the case.")
        private String exhibit;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
        private Path out;

        @Mixin
        private OutputOption output;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws IOException {
            output.require(out);
            try (Application application = data.start()) {
                long id = exhibit(application, caseReference, exhibit);
                write(out, stream -> application.get(DfxmlExport.class).write(id, ToolVersion.text(), stream));
                return ExitCodes.COMPLETE;
            }
        }
    }

    @Command(
            name = "case-uco",
            mixinStandardHelpOptions = true,
            description = "An exhibit's media as CASE/UCO JSON-LD.")
    static final class CaseUco implements Callable<Integer> {

        @Option(names = "--case", required = true, paramLabel = "REF", description = "Case reference.")
        private String caseReference;

        @Option(names = "--exhibit", required = true, paramLabel = "REF", description = "Exhibit of the case.")
        private String exhibit;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
        private Path out;

        @Mixin
        private OutputOption output;

        @Mixin
        private DataOption data;

        @Override
        public Integer call() throws IOException {
            output.require(out);
            try (Application application = data.start()) {
                long id = exhibit(application, caseReference, exhibit);
                write(out, stream -> application.get(CaseUcoExport.class).write(id, stream));
                return ExitCodes.COMPLETE;
            }
        }
    }
}
