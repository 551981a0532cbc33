package org.curlew.pipeline.routes;

import org.curlew.pipeline.stages.IntakeStage;
import org.curlew.pipeline.stages.StageRunner;
import org.springframework.stereotype.Component;

/** Intake: the image is recognised and cut into volumes, or quarantined; then the exhibit waits in the queue. */
@Component
class IntakeRoute extends StageRoute {

    IntakeRoute(StageRunner runner, IntakeStage stage) {
        super(runner, stage, Queues.INTAKE, DispatchRoute.ENTRY);
    }
}
