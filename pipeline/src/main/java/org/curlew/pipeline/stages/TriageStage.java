package org.curlew.pipeline.stages;

import java.util.Map;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.DeviceTotals;
import org.curlew.pipeline.devices.SetsUsed;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.RankedExhibit;
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
    private final Candidates candidates;
    private final Queue queue;

    public TriageStage(
            DeviceTotals totals, Acquisitions acquisitions, SetsUsed sets, Candidates candidates, Queue queue) {
        this.totals = totals;
        this.acquisitions = acquisitions;
        this.sets = sets;
        this.candidates = candidates;
        this.queue = queue;
    }

    @Override
    public String name() {
        return "triage";
    }

    @Override
    public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) {
        TriageResult result = TriageResult.of(totals, sets, candidates, acquisition);
        return new Ending(
                Ending.Next.ONWARD,
                result.gaps() == 0 ? ExhibitState.TRIAGED : ExhibitState.PARTIAL,
                result.screened(),
                result.bytes(),
                result.found(),
                Map.of(
                        "illegalHits",
                        result.exact(),
                        "firstGenerationCandidates",
                        result.candidates().media(),
                        "gaps",
                        result.gaps(),
                        "byCategory",
                        result.outcome().byCategory().toString()),
                () -> {
                    RankedExhibit rank = queue.rerank(acquisition.exhibitId(), result.outcome(), StageRunner.MACHINE);
                    acquisitions.triaged(acquisition.id(), result.verdict(), rank.sentence());
                });
    }
}
