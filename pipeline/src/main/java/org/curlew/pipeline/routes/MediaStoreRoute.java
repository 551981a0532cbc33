package org.curlew.pipeline.routes;

import org.curlew.pipeline.stages.MediaStoreStage;
import org.curlew.pipeline.stages.StageRunner;
import org.springframework.stereotype.Component;

/** Media store: what needs eyes goes to packs, stored once across devices. */
@Component
class MediaStoreRoute extends StageRoute {

    MediaStoreRoute(StageRunner runner, MediaStoreStage stage) {
        super(runner, stage, Queues.MEDIA_STORE, Queues.to(Queues.PERCEPTUAL));
    }
}
