package org.curlew.pipeline.routes;

import org.curlew.pipeline.stages.PerceptualStage;
import org.curlew.pipeline.stages.StageRunner;
import org.springframework.stereotype.Component;

/** Perceptual: the device's pictures get their PDQ. */
@Component
class PerceptualRoute extends StageRoute {

    PerceptualRoute(StageRunner runner, PerceptualStage stage) {
        super(runner, stage, Queues.PERCEPTUAL, Queues.to(Queues.EXPORT));
    }
}
