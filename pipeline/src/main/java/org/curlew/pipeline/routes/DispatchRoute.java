package org.curlew.pipeline.routes;

import org.apache.camel.builder.RouteBuilder;
import org.curlew.pipeline.stages.Dispatcher;
import org.springframework.stereotype.Component;

/**
 * Puts on the broker only as much as the workers can start, in the order that the queue has at that moment, so that a
 * re-rank takes effect at once. Looks again whenever an exhibit leaves the machine, and every two seconds.
 */
@Component
class DispatchRoute extends RouteBuilder {

    static final String ENTRY = "direct:dispatch";

    private final Dispatcher dispatcher;

    DispatchRoute(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public void configure() {
        from("timer:dispatch?delay=1000&period=2000").routeId("dispatch-clock").to(ENTRY);

        from(ENTRY)
                .routeId("dispatch")
                .setBody(exchange -> dispatcher.next())
                .split(body())
                .convertBodyTo(String.class)
                .to(Queues.to(Queues.ADMISSION));

        from("timer:acceptance?delay=2000&period=3000")
                .routeId("acceptance-clock")
                .setBody(exchange -> dispatcher.accepted())
                .split(body())
                .convertBodyTo(String.class)
                .to(Queues.to(Queues.INTAKE));
    }
}
