package org.curlew.pipeline.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.curlew.pipeline.application.Application;
import org.curlew.triage.intake.ImportFile;
import org.curlew.triage.intake.Imports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code curlew import}: a force's spreadsheets and referral reports, everything or nothing. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Brings a force's spreadsheets (CSV) and referral reports (XML, JSON) into the register.",
            "Everything comes in or, at the first error, nothing; the same files twice change nothing.",
            "cases=FILE, people=FILE, access=FILE, rui_register=FILE, plans=FILE, exhibits=FILE, warrants=FILE,",
            "referrals=FILE, p2p_tallies=FILE, p2p_alerts=FILE; report=FILE may be repeated."
        })
final class ImportCommand implements Callable<Integer> {

    private static final String REPORT = "report";
    private static final String ACTOR = "command line";

    @Mixin
    private DataOption data;

    @Parameters(paramLabel = "WHAT=FILE", arity = "0..*", description = "What a file holds, and the file.")
    private List<String> inputs = new ArrayList<>();

    @Option(names = "--dry-run", description = "Say what would happen, and change nothing.")
    private boolean dryRun;

    @Option(names = "--columns", description = "Print the columns of every spreadsheet, and end.")
    private boolean columns;

    @Option(names = "--source", paramLabel = "NAME", description = "Who sent the reports (default: ${DEFAULT-VALUE}).")
    private String source = "NCA/CEOP";

    @Override
    public Integer call() throws IOException {
        if (columns) {
            for (ImportFile file : ImportFile.values()) {
                System.out.println(name(file) + ": " + String.join(",", file.columns()));
            }
            return ExitCodes.COMPLETE;
        }
        Map<ImportFile, String> sheets = new EnumMap<>(ImportFile.class);
        Map<String, byte[]> reports = new LinkedHashMap<>();
        for (String input : inputs) {
            sort(input, sheets, reports);
        }
        if (sheets.isEmpty() && reports.isEmpty()) {
            throw new RefusedException("Nothing to import: name a file, such as cases=cases.csv");
        }
        try (Application application = data.start()) {
            Imports.Result result = application.get(Imports.class).load(sheets, reports, source, dryRun, ACTOR);
            List<String> errors = result.errors();
            if (errors.isEmpty()) {
                told("spreadsheets", result.sheets());
                result.notes().forEach(note -> System.out.println("note: " + note));
                told("reports", result.reports());
            }
            errors.forEach(System.out::println);
            if (!errors.isEmpty()) {
                throw new RefusedException(errors.size() + (errors.size() == 1 ? " error" : " errors")
                        + ", so these files were not imported: mend what is listed and import them again");
            }
        }
        return ExitCodes.COMPLETE;
    }

    private void told(String what, Imports.Counts counts) {
        if (counts != null) {
            System.out.println((dryRun ? "Dry run, " : "") + what + ": " + counts.added() + " entries new, "
                    + counts.changed() + " changed, " + counts.unchanged() + " as they were");
        }
    }

    private static void sort(String input, Map<ImportFile, String> sheets, Map<String, byte[]> reports)
            throws IOException {
        int equals = input.indexOf('=');
        String what = equals < 0 ? "" : input.substring(0, equals);
        Path path = Path.of(input.substring(equals + 1));
        if (equals < 0 || !Files.isReadable(path)) {
            throw new RefusedException(
                    equals < 0
                            ? "'" + input + "' does not say what the file holds: write cases=" + input
                                    + " or another kind"
                            : "The file " + path + " does not exist or cannot be read: check the path");
        }
        if (what.equals(REPORT)) {
            reports.put(path.toString(), Files.readAllBytes(path));
            return;
        }
        for (ImportFile file : ImportFile.values()) {
            if (name(file).equals(what)) {
                sheets.put(file, text(path));
                return;
            }
        }
        throw new RefusedException("'" + what + "' is no kind of file: curlew import --columns lists them");
    }

    private static String text(Path path) throws IOException {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new RefusedException(
                    "The file " + path + " is not UTF-8: save it in the spreadsheet as \"CSV UTF-8\"", e);
        }
    }

    private static String name(ImportFile file) {
        return file.name().toLowerCase(Locale.ROOT);
    }
}
