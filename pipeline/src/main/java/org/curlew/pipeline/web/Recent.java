package org.curlew.pipeline.web;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A list that is dear to compute and asked for by many: computed at most once every few seconds, and never shown without the
 * instant it was computed at. A slightly old one is given at once while a new one is made; what was changed here is computed
 * anew before it is shown.
 */
public final class Recent<T> {

    private final Supplier<T> load;
    private final Duration fresh;
    private final Duration limit;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile Held<T> held;

    /** A value and when it was computed. */
    public record Held<T>(T value, Instant at) {}

    /**
     * @param fresh as long as this it is given without a thought
     * @param limit older than this it is never given
     */
    public Recent(Supplier<T> load, Duration fresh, Duration limit) {
        this.load = load;
        this.fresh = fresh;
        this.limit = limit;
    }

    public Held<T> get() {
        Held<T> now = held;
        if (now == null || now.at.plus(limit).isBefore(Instant.now())) {
            return compute();
        }
        if (now.at.plus(fresh).isBefore(Instant.now()) && refreshing.compareAndSet(false, true)) {
            Thread.startVirtualThread(() -> {
                try {
                    compute();
                } finally {
                    refreshing.set(false);
                }
            });
        }
        return now;
    }

    /** What was computed is out of date. */
    public void forget() {
        held = null;
    }

    private synchronized Held<T> compute() {
        Held<T> other = held;
        if (other != null && other.at.plus(fresh).isAfter(Instant.now())) {
            return other;
        }
        Instant at = Instant.now();
        held = new Held<>(load.get(), at);
        return held;
    }
}
