package org.curlew.pipeline.routes;

import org.curlew.pipeline.stages.ExportStage;
import org.curlew.pipeline.stages.StageRunner;
import org.springframework.stereotype.Component;

/** Export: the result files; with them the machine's part ends and the next exhibit may start. */
@Component
class ExportRoute extends StageRoute {

    ExportRoute(StageRunner runner, ExportStage stage) {
        super(runner, stage, Queues.EXPORT, DispatchRoute.ENTRY);
    }
}
