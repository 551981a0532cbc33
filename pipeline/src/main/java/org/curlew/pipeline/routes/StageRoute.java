package org.curlew.pipeline.routes;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.curlew.pipeline.stages.Ending;
import org.curlew.pipeline.stages.Stage;
import org.curlew.pipeline.stages.StageRunner;

/**
 * What all stages have in common: take an acquisition's number from the stage's queue, run the stage once, send the number on
 * where the stage ended well. The message is acknowledged only then, so that a crash in between delivers it again.
 */
abstract class StageRoute extends RouteBuilder {

    /** What followed the stage: a value of {@link Ending.Next}. */
    static final String NEXT = "next";

    private final StageRunner runner;
    private final Stage stage;
    private final String queue;
    private final String nextEndpoint;

    StageRoute(StageRunner runner, Stage stage, String queue, String nextEndpoint) {
        this.runner = runner;
        this.stage = stage;
        this.queue = queue;
        this.nextEndpoint = nextEndpoint;
    }

    @Override
    public void configure() {
        from(Queues.from(queue, 1))
                .routeId(stage.name())
                .process(this::run)
                .choice()
                .when(exchangeProperty(NEXT).isEqualTo(Ending.Next.ONWARD))
                .to(nextEndpoint)
                .otherwise()
                .to(DispatchRoute.ENTRY);
        more();
    }

    /** What a stage adds to the common route. */
    void more() {
        // most stages add nothing
    }

    private void run(Exchange exchange) throws Exception {
        long acquisition = exchange.getMessage().getBody(Long.class);
        exchange.setProperty(NEXT, runner.run(acquisition, stage));
        exchange.getMessage().setBody(Long.toString(acquisition));
    }
}
