package org.curlew.pipeline.web;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A list that is dear to compute and asked for by many: computed at most once every few seconds, and never shown without the
 * instant it was computed at. A slightly old one is given at once while a new one is made. After a change, a list that is computed in
 * little time is computed anew before it is shown; one that takes longer, a large force's, is given as it was, with its instant, while
 * the new one is made: nobody waits seconds for a page because somebody else has saved something.
 */
public final class Recent<T> {

    /** Who changed something and then looks waits for at most about this long. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What takes no longer than this is computed by whoever asks, and is never older than twice fresh. */
    private static final Duration CHEAP = Duration.ofMillis(100);

    /** What is not cheap is computed for a twentieth of the time, unless it would grow too old to be given. */
    private static final int REST = 20;

    /**
     * Not virtual ones: a list that is computed for seconds keeps such a thread's carrier all the while, and on two processors two of
     * them would stop everybody who waits for the database on the others.
     */
    private static final Executor THREADS =
            work -> Thread.ofPlatform().daemon().name("recent").start(work);

    private final Supplier<T> load;
    private final Duration fresh;
    private final Duration limit;
    private final AtomicLong changes = new AtomicLong();
    private volatile Loaded<T> held;
    private CompletableFuture<Loaded<T>> running;
    private long runningSince;
    private CompletableFuture<Loaded<T>> next;

    /** A value and when it was computed. */
    public record Held<T>(T value, Instant at) {}

    /**
     * @param took how long it takes, which is not said by one try: the first after a start is slow, and any may be
     * @param last how long it took this time
     */
    private record Loaded<T>(Held<T> held, long changes, Duration took, Duration last) {

        boolean olderThan(Duration age) {
            return held.at.plus(age).isBefore(Instant.now());
        }
    }

    /**
     * @param fresh as long as this it is given without a thought, and as long again while the next one is made
     * @param limit older than this it is never given
     */
    public Recent(Supplier<T> load, Duration fresh, Duration limit) {
        this.load = load;
        this.fresh = fresh;
        this.limit = limit;
    }

    public Held<T> get() {
        Loaded<T> now = held;
        if (now == null || now.olderThan(limit)) {
            return await(now);
        }
        boolean changed = now.changes != changes.get();
        boolean dear = now.took.compareTo(PATIENCE) > 0;
        if (changed && !dear) {
            return await(now);
        }
        boolean cheap = now.took.compareTo(CHEAP) <= 0;
        if (now.olderThan(cheap ? fresh : rest(now.took))) {
            // Many small ones together are a dear page: where they are asked for all the time, nobody waits for them.
            if (cheap && now.olderThan(fresh.multipliedBy(2))) {
                return await(now);
            }
            refresh(now);
        }
        return now.held;
    }

    /** Long before the limit the next one is begun, so that nobody waits for it who comes again and again. */
    private Duration rest(Duration took) {
        Duration rest = took.multipliedBy(REST);
        Duration half = limit.dividedBy(2);
        return rest.compareTo(fresh) < 0 ? fresh : rest.compareTo(half) > 0 ? half : rest;
    }

    /** What was computed is out of date. */
    public void forget() {
        changes.incrementAndGet();
    }

    private Held<T> await(Loaded<T> seen) {
        try {
            return refresh(seen).join().held;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    /**
     * The computation that knows all changes until now: the running one, the one that follows it, or one that ended after the caller had
     * looked.
     */
    private synchronized CompletableFuture<Loaded<T>> refresh(Loaded<T> seen) {
        Loaded<T> now = held;
        if (now != seen && now.changes == changes.get()) {
            return CompletableFuture.completedFuture(now);
        }
        if (running != null && !running.isDone()) {
            if (runningSince == changes.get()) {
                return running;
            }
            if (next == null) {
                next = running.handle((value, failure) -> null).thenComposeAsync(ended -> follow(), THREADS);
            }
            return next;
        }
        return begin();
    }

    private synchronized CompletableFuture<Loaded<T>> follow() {
        next = null;
        return begin();
    }

    private CompletableFuture<Loaded<T>> begin() {
        long known = changes.get();
        runningSince = known;
        running = CompletableFuture.supplyAsync(() -> compute(known), THREADS);
        return running;
    }

    private Loaded<T> compute(long known) {
        Instant at = Instant.now();
        T value = load.get();
        Duration last = Duration.between(at, Instant.now());
        Loaded<T> before = held;
        Duration other = before != null ? before.last : last.compareTo(PATIENCE) > 0 ? last : CHEAP;
        held = new Loaded<>(new Held<>(value, at), known, last.compareTo(other) < 0 ? last : other, last);
        return held;
    }
}
