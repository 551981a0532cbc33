package org.curlew.pipeline.routes;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.curlew.pipeline.stages.Ending;
import org.curlew.pipeline.stages.ExtractionStage;
import org.curlew.pipeline.stages.SegmentWork;
import org.curlew.pipeline.stages.StageRunner;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Extraction: one message a segment, taken by whichever consumer is free; the one that finds every segment done sends the
 * device back here, and the stage ends.
 */
@Component
class ExtractionRoute extends RouteBuilder {

    private static final String ACQUISITION = "acquisition";
    private static final String ALL_DONE = "allDone";

    private final StageRunner runner;
    private final ExtractionStage stage;
    private final SegmentWork segments;
    private final int consumers;

    ExtractionRoute(
            StageRunner runner,
            ExtractionStage stage,
            SegmentWork segments,
            @Value("#{@workerPoolSize}") int consumers) {
        this.runner = runner;
        this.stage = stage;
        this.segments = segments;
        this.consumers = consumers;
    }

    @Override
    public void configure() {
        from(Queues.from(Queues.EXTRACTION, 1))
                .routeId(stage.name())
                .process(this::begin)
                .choice()
                .when(exchangeProperty(StageRoute.NEXT).isEqualTo(Ending.Next.ONWARD))
                .to(Queues.to(Queues.MATCHING))
                .when(exchangeProperty(StageRoute.NEXT).isEqualTo(Ending.Next.PARTED))
                .process(this::segmentMessages)
                .split(body())
                .to(Queues.to(Queues.SEGMENT))
                .endChoice()
                .otherwise()
                .to(DispatchRoute.ENTRY);

        from(Queues.from(Queues.SEGMENT, consumers))
                .routeId("segment")
                .process(this::segment)
                .filter(exchangeProperty(ALL_DONE))
                .to(Queues.to(Queues.EXTRACTION));
    }

    private void begin(Exchange exchange) throws Exception {
        long acquisition = exchange.getMessage().getBody(Long.class);
        exchange.setProperty(ACQUISITION, acquisition);
        exchange.setProperty(StageRoute.NEXT, runner.run(acquisition, stage));
        exchange.getMessage().setBody(Long.toString(acquisition));
    }

    private void segmentMessages(Exchange exchange) {
        long acquisition = exchange.getProperty(ACQUISITION, Long.class);
        exchange.getMessage()
                .setBody(stage.open(acquisition).stream()
                        .map(s -> acquisition + ":" + s.number())
                        .toList());
    }

    private void segment(Exchange exchange) throws Exception {
        String[] parts = exchange.getMessage().getBody(String.class).split(":");
        exchange.setProperty(ALL_DONE, segments.extract(Long.parseLong(parts[0]), Integer.parseInt(parts[1])));
        exchange.getMessage().setBody(parts[0]);
    }
}
