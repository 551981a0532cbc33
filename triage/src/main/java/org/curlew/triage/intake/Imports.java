package org.curlew.triage.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** A force's spreadsheets and reports together, everything or nothing. */
@Service
public class Imports {

    /** Lines of changed entries that a person reads before agreeing to them. */
    private static final int MOST_CHANGES = 50;

    private final Importer sheets;
    private final ReportImporter reports;

    public Imports(Importer sheets, ReportImporter reports) {
        this.sheets = sheets;
        this.reports = reports;
    }

    /** Entries by what became of them. */
    public record Counts(int added, int changed, int unchanged) {}

    /**
     * What an import did, or in a dry run would do.
     *
     * @param sheets null where there were none
     * @param reports null where there were none
     * @param notes what a person should look at
     * @param errors each by file, row and field; any one means that nothing was imported
     */
    public record Result(boolean dryRun, Counts sheets, Counts reports, List<String> notes, List<String> errors) {}

    /**
     * Imports, or says what it would do.
     *
     * @param reportFiles bytes by file name
     * @param source who sent the reports
     */
    public Result load(
            Map<ImportFile, String> sheetFiles,
            Map<String, byte[]> reportFiles,
            String source,
            boolean dryRun,
            String actor) {
        // Reports are tried first: a bad one must not find the spreadsheets imported already.
        ReportImporter.Result tried = reports.load(reportFiles, source, true, actor);
        List<String> errors = new ArrayList<>(tried.errors());
        List<String> notes = new ArrayList<>();
        Counts ofSheets = null;
        if (!sheetFiles.isEmpty()) {
            ImportResult result =
                    dryRun || !errors.isEmpty() ? sheets.dryRun(sheetFiles, actor) : sheets.load(sheetFiles, actor);
            result.errors().forEach(e -> errors.add(e.toString()));
            result.changes().stream().limit(MOST_CHANGES).forEach(notes::add);
            if (result.changes().size() > MOST_CHANGES) {
                notes.add("and " + (result.changes().size() - MOST_CHANGES) + " more entries are changed");
            }
            ofSheets = new Counts(result.added(), result.changed(), result.unchanged());
        }
        ReportImporter.Result last = tried;
        if (!reportFiles.isEmpty() && errors.isEmpty() && !dryRun) {
            last = reports.load(reportFiles, source, false, actor);
        }
        Counts ofReports = reportFiles.isEmpty() ? null : new Counts(last.added(), last.changed(), last.unchanged());
        notes.addAll(last.notes());
        return new Result(dryRun, ofSheets, ofReports, List.copyOf(notes), List.copyOf(errors));
    }
}
