package org.curlew.pipeline.routes;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.curlew.pipeline.stages.StageRunner;
import org.springframework.stereotype.Component;

/** What was tried as often as configured ends in a state with its reason, from which a person can retry it. */
@Component
class DeadLetterRoute extends RouteBuilder {

    /** Artemis names the queue a dead message came from in this header. */
    private static final String ORIGIN = "_AMQ_ORIG_QUEUE";

    private final StageRunner runner;

    DeadLetterRoute(StageRunner runner) {
        this.runner = runner;
    }

    @Override
    public void configure() {
        from(Queues.from(Queues.DEAD, 1))
                .routeId("dead-letter")
                .process(this::giveUp)
                .to(DispatchRoute.ENTRY);
    }

    private void giveUp(Exchange exchange) {
        String body = exchange.getMessage().getBody(String.class);
        String origin = exchange.getMessage().getHeader(ORIGIN, "", String.class);
        String stage = origin.replace("curlew.", "");
        runner.giveUp(Long.parseLong(body.split(":")[0]), stage.equals("segment") ? "extraction" : stage);
    }
}
