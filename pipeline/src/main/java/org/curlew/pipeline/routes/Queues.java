package org.curlew.pipeline.routes;

/** Names of the broker's queues, one a stage, in the order of a device's way. */
final class Queues {

    static final String INTAKE = "curlew.intake";
    static final String ADMISSION = "curlew.admission";
    static final String VERIFICATION = "curlew.verification";
    static final String EXTRACTION = "curlew.extraction";
    static final String SEGMENT = "curlew.segment";
    static final String MATCHING = "curlew.matching";
    static final String TRIAGE = "curlew.triage";
    static final String MEDIA_STORE = "curlew.media-store";
    static final String PERCEPTUAL = "curlew.perceptual";
    static final String EXPORT = "curlew.export";

    /** Where the broker puts what was delivered as often as configured. */
    static final String DEAD = "curlew.dead";

    private Queues() {}

    /** The endpoint that sends to a queue. */
    static String to(String queue) {
        return "jms:queue:" + queue;
    }

    /** The endpoint that takes from a queue: the message is the broker's until the work is done. */
    static String from(String queue, int consumers) {
        return "jms:queue:" + queue + "?transacted=true&lazyCreateTransactionManager=false&concurrentConsumers="
                + consumers + "&cacheLevelName=CACHE_CONSUMER";
    }
}
