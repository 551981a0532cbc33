package org.curlew.pipeline.worker;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;

/** The worker of an application whose images are read on other machines. */
public final class NodePool {

    private static final Duration SILENCE = Duration.ofSeconds(20);

    private NodePool() {}

    /**
     * Calls go to worker nodes ({@link WorkerNode}) through a broker.
     *
     * @param settings how many calls are made at once, and when a file is left out
     * @param patience how long a call waits for a free node
     */
    public static Worker through(ConnectionFactory broker, WorkerSettings settings, Duration patience) {
        Duration silence = settings.stall().compareTo(SILENCE) < 0 ? settings.stall() : SILENCE;
        return new WorkerPool(settings, () -> RemoteChild.connect(broker, patience, silence));
    }
}
