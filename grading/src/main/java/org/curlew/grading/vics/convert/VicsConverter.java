package org.curlew.grading.vics.convert;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.vics.VicsRefusedException;
import org.curlew.grading.vics.VicsWriter;
import org.curlew.grading.vics.VicsWritten;
import org.curlew.grading.vics.lint.LintFinding;
import org.curlew.grading.vics.lint.LintReport;
import org.curlew.grading.vics.lint.LintRule;
import org.curlew.grading.vics.lint.VicsLinter;
import org.curlew.storage.objects.PrivateFiles;
import org.curlew.triage.vics.VicsHandler;
import org.curlew.triage.vics.VicsKind;
import org.curlew.triage.vics.VicsReader;
import org.springframework.stereotype.Service;

/** Rewrites a VICS file in another profile, with what can be repaired repaired and listed beside it. */
@Service
public class VicsConverter {

    private final VicsLinter linter;

    public VicsConverter(VicsLinter linter) {
        this.linter = linter;
    }

    /**
     * Converts a file. Category numbers are carried over as they are: a profile is a form, never another scheme.
     *
     * @param out is replaced only when the whole file was written; the list of repairs lies beside it as {@code .repairs.csv}
     * @throws VicsRefusedException the file is not VICS, cut short, or not of a kind that the profile has
     */
    public Conversion convert(Path in, Path out, VicsProfile profile) throws IOException {
        LintReport before = linter.lint(in);
        if (!before.complete()) {
            throw new VicsRefusedException(in + ": " + before.refusal());
        }
        if (before.repeatedMd5() == null) {
            throw new VicsRefusedException(in + ": more than " + VicsLinter.REPEATED_KEPT
                    + " media have several rows; have it exported again by its writer.");
        }
        Set<String> repeated = Set.copyOf(before.repeatedMd5());
        Heads heads = new Heads(in.getFileName().toString(), repeated);
        VicsReader.ofEverything().read(in, heads);
        Path unfinished = out.resolveSibling(out.getFileName() + ".part");
        Rewriting rewriting;
        VicsWritten written;
        try (OutputStream bytes = new BufferedOutputStream(PrivateFiles.out(unfinished), 1 << 16)) {
            VicsKind kind = heads.cases().isEmpty() ? VicsKind.MEDIA : VicsKind.CASES;
            VicsWriter writer = VicsWriter.start(bytes, profile, kind);
            boolean renumber = !heads.everyRowNumbered || before.has(LintRule.MEDIA_ID_REPEATED) || !repeated.isEmpty();
            boolean version2 = profile == VicsProfile.UK || profile == VicsProfile.DEFAULT;
            rewriting = new Rewriting(writer, heads.cases(), repeated, renumber, version2);
            VicsHandler rows = rewriting;
            VicsReader.ofEverything().read(in, rows);
            written = rewriting.finish();
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        List<Repair> repairs = repairs(before, written, heads, rewriting);
        Path list = repairsOf(out);
        StringBuilder csv = new StringBuilder(Repair.CSV_HEAD);
        repairs.forEach(repair -> csv.append(repair.csv()));
        try (Writer listed = PrivateFiles.writer(list)) {
            listed.append(csv);
        }
        Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING);
        return new Conversion(before, written, repairs, list);
    }

    /** Where the list of repairs of a converted file lies. */
    public static Path repairsOf(Path out) {
        return out.resolveSibling(out.getFileName() + ".repairs.csv");
    }

    private static List<Repair> repairs(LintReport before, VicsWritten written, Heads heads, Rewriting rewriting) {
        List<Repair> repairs = new ArrayList<>();
        for (LintFinding finding : before.findings()) {
            // a row without MD5 is left out, which is listed below
            boolean key = finding.rule() == LintRule.REQUIRED_MISSING
                    && finding.field().equals("Media.MD5");
            if (finding.rule().repair() != null && finding.rule() != LintRule.MEDIA_ID_REPEATED && !key) {
                repairs.add(repair(finding));
            }
        }
        if (!heads.everyRowNumbered
                || before.has(LintRule.MEDIA_ID_REPEATED)
                || !before.repeatedMd5().isEmpty()) {
            repairs.add(new Repair(
                    "MediaID is missing or repeated",
                    "Media.MediaID",
                    written.media(),
                    0,
                    "",
                    "all rows numbered anew"));
        }
        if (heads.rowsWithoutMd5 > 0) {
            repairs.add(new Repair(
                    "a media without MD5, the key of every row",
                    "Media",
                    heads.rowsWithoutMd5,
                    -1,
                    "",
                    "row left out"));
        }
        if (rewriting.categoriesDiffered > 0) {
            repairs.add(new Repair(
                    "rows of one content with different categories",
                    "Media.Category",
                    rewriting.categoriesDiffered,
                    -1,
                    "",
                    "left without a category: a person must decide"));
        }
        written.leftOut()
                .forEach((what, count) ->
                        repairs.add(new Repair("no place in the profile", what, count, -1, "", "left out")));
        return repairs;
    }

    private static Repair repair(LintFinding finding) {
        boolean none = finding.examples().isEmpty();
        String value = none ? null : finding.examples().getFirst().value();
        return new Repair(
                finding.rule().meaning(),
                finding.field(),
                finding.count(),
                none ? -1 : finding.examples().getFirst().mediaIndex(),
                value == null ? "" : value,
                finding.rule().repair());
    }
}
