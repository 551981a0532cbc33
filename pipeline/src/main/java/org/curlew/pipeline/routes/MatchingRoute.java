package org.curlew.pipeline.routes;

import org.curlew.pipeline.stages.MatchingStage;
import org.curlew.pipeline.stages.StageRunner;
import org.springframework.stereotype.Component;

/** Matching: every digest of the device against the hash sets. */
@Component
class MatchingRoute extends StageRoute {

    MatchingRoute(StageRunner runner, MatchingStage stage) {
        super(runner, stage, Queues.MATCHING, Queues.to(Queues.TRIAGE));
    }
}
