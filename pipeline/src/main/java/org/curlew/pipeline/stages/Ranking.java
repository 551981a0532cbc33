package org.curlew.pipeline.stages;

import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.DeviceTotals;
import org.curlew.pipeline.devices.SetsUsed;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.RankedExhibit;
import org.springframework.stereotype.Service;

/** Gives a device's result to the queue again after the first triage: when likenesses were found, or when a set has grown. */
@Service
public class Ranking {

    private final DeviceTotals totals;
    private final Acquisitions acquisitions;
    private final SetsUsed sets;
    private final Candidates candidates;
    private final Queue queue;

    public Ranking(DeviceTotals totals, Acquisitions acquisitions, SetsUsed sets, Candidates candidates, Queue queue) {
        this.totals = totals;
        this.acquisitions = acquisitions;
        this.sets = sets;
        this.candidates = candidates;
        this.queue = queue;
    }

    /** Ranks the exhibit with what is now known of it, where it is still in the queue; in the caller's transaction. */
    public void again(Acquisition acquisition) {
        TriageResult result = TriageResult.of(totals, sets, candidates, acquisition);
        String sentence = queue.find(acquisition.exhibitId()).isPresent()
                ? ranked(acquisition, result).sentence()
                : result.screened();
        acquisitions.triaged(acquisition.id(), result.verdict(), sentence);
    }

    private RankedExhibit ranked(Acquisition acquisition, TriageResult result) {
        return queue.rerank(acquisition.exhibitId(), result.outcome(), StageRunner.MACHINE);
    }
}
