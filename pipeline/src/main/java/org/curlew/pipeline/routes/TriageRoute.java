package org.curlew.pipeline.routes;

import org.curlew.pipeline.stages.StageRunner;
import org.curlew.pipeline.stages.TriageStage;
import org.springframework.stereotype.Component;

/** Triage result: certificate, hits and the exhibit's new rank. */
@Component
class TriageRoute extends StageRoute {

    TriageRoute(StageRunner runner, TriageStage stage) {
        super(runner, stage, Queues.TRIAGE, Queues.to(Queues.MEDIA_STORE));
    }
}
