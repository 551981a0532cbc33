package org.curlew.pipeline.stages;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.DeviceTotals;
import org.curlew.pipeline.devices.SetsUsed;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.RankedExhibit;
import org.curlew.triage.queue.TriageOutcome;
import org.curlew.triage.register.ExhibitState;
import org.springframework.stereotype.Service;

/**
 * The triage result: what was screened and what was not, what hit, and the exhibit's new place in the queue with the one
 * sentence that explains it. "No hits" is said only of what was looked at, and never without naming the gaps.
 */
@Service
public class TriageStage implements Stage {

    private final DeviceTotals totals;
    private final Acquisitions acquisitions;
    private final SetsUsed sets;
    private final Queue queue;

    public TriageStage(DeviceTotals totals, Acquisitions acquisitions, SetsUsed sets, Queue queue) {
        this.totals = totals;
        this.acquisitions = acquisitions;
        this.sets = sets;
        this.queue = queue;
    }

    @Override
    public String name() {
        return "triage";
    }

    @Override
    public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) {
        DeviceTotals.Files files = totals.files(acquisition.id());
        DeviceTotals.Media media = totals.media(acquisition.id());
        List<SetsUsed.SetTotals> matches = sets.totals(acquisition);
        long gaps = totals.gapsThatCount(acquisition.id());
        // Without an illegal set nothing was screened: that is never a negative result, however whole the reading was.
        boolean compared = matches.stream().anyMatch(set -> set.role().equals("illegal"));
        long illegal = 0;
        Map<String, Long> byCategory = new TreeMap<>();
        for (SetsUsed.SetTotals set : matches) {
            if (set.role().equals("illegal")) {
                illegal += set.exact();
                set.byCategory()
                        .forEach((category, n) -> byCategory.merge(set.scheme() + ":" + category, n, Long::sum));
            }
        }
        boolean complete = gaps == 0;
        boolean negative = complete && compared;
        TriageOutcome outcome = new TriageOutcome(illegal, byCategory, negative, gaps, unmatched(media, matches), 0);
        long hits = illegal;
        String screened = screened(files, matches, hits, gaps);
        String[] sentence = {""};
        return new Ending(
                Ending.Next.ONWARD,
                complete ? ExhibitState.TRIAGED : ExhibitState.PARTIAL,
                screened,
                files.bytesHashed(),
                files.found(),
                Map.of("illegalHits", illegal, "gaps", gaps, "byCategory", byCategory.toString()),
                () -> {
                    RankedExhibit rank = queue.rerank(acquisition.exhibitId(), outcome, StageRunner.MACHINE);
                    sentence[0] = rank.sentence();
                    acquisitions.triaged(
                            acquisition.id(), hits > 0 ? "HIT" : negative ? "NEGATIVE" : "INCOMPLETE", sentence[0]);
                });
    }

    private static long unmatched(DeviceTotals.Media media, List<SetsUsed.SetTotals> matches) {
        long matched = matches.stream().mapToLong(SetsUsed.SetTotals::exact).sum();
        return Math.max(0, media.pictures() + media.videos() - matched);
    }

    private static String screened(
            DeviceTotals.Files files, List<SetsUsed.SetTotals> matches, long illegal, long gaps) {
        String sets =
                matches.isEmpty() ? "compared with no hash set" : "compared with " + matches.size() + " hash sets";
        String hits = matches.isEmpty() ? "" : ", " + illegal + " hits of illegal sets";
        String holes = gaps == 0 ? "every file accounted for" : gaps + " gaps listed, so this is no complete screening";
        return files.hashed() + " of " + files.found() + " files hashed and " + sets + hits + "; " + holes;
    }
}
