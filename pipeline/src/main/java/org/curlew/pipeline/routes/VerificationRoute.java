package org.curlew.pipeline.routes;

import org.curlew.pipeline.stages.StageRunner;
import org.curlew.pipeline.stages.VerificationStage;
import org.springframework.stereotype.Component;

/** Verification: one read of the whole media against the acquisition's digests. */
@Component
class VerificationRoute extends StageRoute {

    VerificationRoute(StageRunner runner, VerificationStage stage) {
        super(runner, stage, Queues.VERIFICATION, Queues.to(Queues.EXTRACTION));
    }
}
