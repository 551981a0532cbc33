package org.curlew.pipeline.schedule;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.curlew.triage.queue.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Ranks again, on every node, the cases that a trigger of practice 3.2 named. Not a Quartz job: what a dying node had
 * taken there stays with it for more than ten seconds, and the queue must follow within five. Triggers are rows that each
 * node takes in its transaction, so that the rows of a dead node are free at once and none is handled twice.
 */
final class QueueFollower implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(QueueFollower.class);

    private final Queue queue;
    private final Duration every;
    private ScheduledExecutorService thread;

    QueueFollower(Queue queue, Duration every) {
        this.queue = queue;
        this.every = every;
    }

    @Override
    public synchronized void start() {
        thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("queue-follower").factory());
        thread.scheduleWithFixedDelay(this::follow, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void follow() {
        try {
            queue.rerankTriggered();
        } catch (RuntimeException e) {
            // The triggers stay open and the next turn takes them again; a dead thread would leave the queue as it is.
            LOG.warn("The queue could not be ranked again and is tried in {}: {}", every, e.getMessage());
        }
    }

    @Override
    public synchronized void stop() {
        thread.shutdown();
        try {
            thread.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
