package org.curlew.pipeline.stages;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.DeviceTotals;
import org.curlew.pipeline.devices.SetsUsed;
import org.curlew.pipeline.devices.Unopened;
import org.curlew.triage.queue.TriageOutcome;

/**
 * What a device's screening came to.
 *
 * @param outcome as the queue takes it
 * @param exact files that illegal sets hold
 * @param near files that only resemble an entry of one: a judgement, never a match
 * @param negative everything was looked at, compared with an illegal set, and nothing matches or resembles
 * @param candidates media that may be first-generation material, and the first reason why
 * @param screened one line for the history
 */
record TriageResult(
        TriageOutcome outcome,
        long exact,
        long near,
        long gaps,
        boolean negative,
        Candidates.Found candidates,
        long found,
        long bytes,
        String screened) {

    static TriageResult of(DeviceTotals totals, SetsUsed sets, Candidates candidates, Acquisition acquisition) {
        DeviceTotals.Files files = totals.files(acquisition.id());
        DeviceTotals.Media media = totals.media(acquisition.id());
        List<SetsUsed.SetTotals> matches = sets.totals(acquisition);
        long gaps = totals.gapsThatCount(acquisition.id());
        // Without an illegal set nothing was screened: that is never a negative result, however whole the reading was.
        boolean compared = matches.stream().anyMatch(set -> set.role().equals("illegal"));
        long illegal = 0;
        long near = 0;
        Map<String, Long> byCategory = new TreeMap<>();
        for (SetsUsed.SetTotals set : matches) {
            if (set.role().equals("illegal")) {
                illegal += set.exact();
                near += set.near();
                set.byCategory()
                        .forEach((category, n) -> byCategory.merge(set.scheme() + ":" + category, n, Long::sum));
            }
        }
        // A suspect's own pictures say nothing by themselves; beside illegal material they may be of a child nobody
        // knows.
        Candidates.Found own = illegal + near > 0 ? candidates.of(acquisition) : Candidates.Found.NONE;
        boolean clean = gaps == 0 && compared;
        TriageOutcome outcome = new TriageOutcome(
                        illegal, byCategory, clean, gaps, unmatched(media, matches), own.media())
                .withNear(near);
        return new TriageResult(
                outcome,
                illegal,
                near,
                gaps,
                clean && near == 0,
                own,
                files.found(),
                files.bytesHashed(),
                screened(files, matches, illegal, near, gaps, totals.unopened(acquisition.id())) + own.words());
    }

    /** As stored with the acquisition. What only resembles is no hit, and what resembles is no negative either. */
    String verdict() {
        return exact > 0 ? "HIT" : near > 0 ? "INDICATIVE" : negative ? "NEGATIVE" : "INCOMPLETE";
    }

    private static long unmatched(DeviceTotals.Media media, List<SetsUsed.SetTotals> matches) {
        long matched = matches.stream().mapToLong(SetsUsed.SetTotals::exact).sum();
        return Math.max(0, media.pictures() + media.videos() - matched);
    }

    private static String screened(
            DeviceTotals.Files files,
            List<SetsUsed.SetTotals> matches,
            long illegal,
            long near,
            long gaps,
            Map<Unopened, Long> unopened) {
        String sets =
                matches.isEmpty() ? "compared with no hash set" : "compared with " + matches.size() + " hash sets";
        String hits = matches.isEmpty() ? "" : ", " + illegal + " hits of illegal sets";
        String alike = near == 0 ? "" : ", " + near + " more that only resemble an entry (judgement, no match)";
        String holes = gaps == 0 ? "every file accounted for" : gaps + " gaps listed, so this is no complete screening";
        String closed = unopened.isEmpty()
                ? ""
                : "; not opened, so what is inside was not compared: " + Unopened.words(unopened);
        return files.hashed() + " of " + files.found() + " files hashed and " + sets + hits + alike + "; " + holes
                + closed;
    }
}
