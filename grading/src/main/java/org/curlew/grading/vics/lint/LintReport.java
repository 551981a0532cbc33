package org.curlew.grading.vics.lint;

import java.util.List;
import org.curlew.triage.vics.VicsHeader;

/**
 * What the linter found in one file.
 *
 * @param file its name
 * @param bytes its size as read
 * @param header its context, {@link VicsHeader#NONE} where it has none
 * @param writer product and version that the file names as its writer, "" for none
 * @param cases cases in it
 * @param media media rows in it
 * @param mediaFiles places in it
 * @param findings by gravity, then rule and field
 * @param refusal one line where the file is not VICS, stops being JSON or is cut short; null where it was read to its end
 * @param repeatedMd5 the MD5 of every media that has several rows, lower-case; null where there are more than
 *     {@link VicsLinter#REPEATED_KEPT}
 */
public record LintReport(
        String file,
        long bytes,
        VicsHeader header,
        String writer,
        int cases,
        long media,
        long mediaFiles,
        List<LintFinding> findings,
        String refusal,
        List<String> repeatedMd5) {

    public LintReport {
        findings = List.copyOf(findings);
        repeatedMd5 = repeatedMd5 == null ? null : List.copyOf(repeatedMd5);
    }

    /** The file was read to its end. */
    public boolean complete() {
        return refusal == null;
    }

    /** Nothing wrong that a receiver could stumble over; notes do not count. */
    public boolean clean() {
        return complete() && findings.stream().allMatch(f -> f.rule().severity() == LintRule.Severity.NOTE);
    }

    /** 0 clean, 3 with findings, 4 not VICS or cut short. */
    public int exitCode() {
        return !complete() ? 4 : clean() ? 0 : 3;
    }

    public boolean has(LintRule rule) {
        return findings.stream().anyMatch(f -> f.rule() == rule);
    }
}
