package org.curlew.pipeline.routes;

import org.curlew.pipeline.stages.AdmissionStage;
import org.curlew.pipeline.stages.StageRunner;
import org.springframework.stereotype.Component;

/**
 * Admission: room is reserved before work starts. What finds no room is held, and the dispatcher brings it here again until
 * there is.
 */
@Component
class AdmissionRoute extends StageRoute {

    AdmissionRoute(StageRunner runner, AdmissionStage stage) {
        super(runner, stage, Queues.ADMISSION, Queues.to(Queues.VERIFICATION));
    }
}
