package org.curlew.pipeline.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * A fixed number of children, started when first needed and kept warm. Each call has one to itself; calls beyond the
 * number wait. A call whose child dies is repeated with a new one; what kills it again is left out and recorded.
 */
public final class WorkerPool implements Worker {

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final WorkerSettings settings;
    private final Child.Nursery nursery;
    private final Semaphore places;
    private final Deque<Child> idle = new ArrayDeque<>();
    private final Set<Child> all = new HashSet<>();
    private final Lessons lessons = new Lessons();
    private final Thread hook;
    private boolean closed;

    /** Children are processes of this machine. */
    public WorkerPool(WorkerSettings settings) {
        this(settings, () -> ChildProcess.start(settings));
    }

    WorkerPool(WorkerSettings settings, Child.Nursery nursery) {
        this.settings = settings;
        this.nursery = nursery;
        this.places = new Semaphore(settings.processes(), true);
        this.hook = Thread.ofPlatform().unstarted(this::endChildren);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Calls that can run at once. */
    public int processes() {
        return settings.processes();
    }

    /** Process ids of the living children, for tests that end them from outside. */
    public synchronized List<Long> pids() {
        return all.stream().filter(Child::isAlive).map(Child::pid).toList();
    }

    @Override
    public ImageReport identify(List<Path> parts) throws IOException, InterruptedException {
        return ReportCodec.facts(plain(Frame.Kind.IDENTIFY, parts, WorkerPool::ignore));
    }

    @Override
    public MediaDigests verify(List<Path> parts, ProgressListener progress) throws IOException, InterruptedException {
        return ReportCodec.digests(plain(Frame.Kind.VERIFY, parts, progress));
    }

    @Override
    public DevicePlan plan(List<Path> parts) throws IOException, InterruptedException {
        // A plan is made without prejudice: what killed a child once may have been something else.
        lessons.forget(parts);
        return PlanCodec.read(plain(Frame.Kind.PLAN, parts, WorkerPool::ignore));
    }

    /** A call without output on the way, which can simply be made again. */
    private PayloadReader plain(Frame.Kind kind, List<Path> parts, ProgressListener progress)
            throws IOException, InterruptedException {
        Deaths deaths = new Deaths(settings, lessons.of(parts));
        while (true) {
            try {
                return withChild(child ->
                        child.call(Request.plain(kind, parts, deaths.poison()), progress, WorkerPool::unexpected));
            } catch (WorkerDeath death) {
                if (!deaths.goesOn(death)) {
                    throw new IOException(
                            "the reader died " + deaths.count() + " times (" + deaths.last()
                                    + ") before any file was reached: examine the image with another tool",
                            death);
                }
                lessons.learn(parts, deaths.poison());
                pause(deaths.count());
            }
        }
    }

    @Override
    public void extract(List<Path> parts, Segment segment, FileSink sink, ProgressListener progress)
            throws IOException, InterruptedException {
        Deaths deaths = new Deaths(settings, lessons.of(parts));
        while (true) {
            try {
                withChild(child -> {
                    Request request = Request.extract(parts, segment, deaths.poison());
                    return child.call(request, progress, frame -> rows(frame, segment.volume(), sink));
                });
                return;
            } catch (WorkerDeath death) {
                if (!deaths.goesOn(death)) {
                    sink.gap(deaths.gap(segment));
                    return;
                }
                lessons.learn(parts, deaths.poison());
                sink.restart();
                pause(deaths.count());
            }
        }
    }

    private static void rows(Frame frame, int volume, FileSink sink) throws IOException {
        if (frame.kind() != Frame.Kind.ROWS) {
            unexpected(frame);
        }
        PayloadReader in = frame.reader();
        while (in.hasMore()) {
            switch (in.getByte()) {
                case FileCodec.FILE -> sink.file(FileCodec.readFile(in, volume));
                case FileCodec.GAP -> sink.gap(FileCodec.readGap(in));
                default -> throw new ProtocolException("the worker sent a row of unknown kind");
            }
        }
    }

    @Override
    public void content(List<Path> parts, List<FileLocator> files, ContentSink sink, ProgressListener progress)
            throws IOException, InterruptedException {
        new ContentCall(settings, lessons.of(parts), files, sink)
                .run((request, handler) -> withChild(child -> child.call(request, progress, handler)), parts);
    }

    @Override
    public void fingerprints(List<Path> parts, List<FileLocator> files, FingerprintSink sink, ProgressListener progress)
            throws IOException, InterruptedException {
        new FingerprintCall(settings, lessons.of(parts), files, sink)
                .run((request, handler) -> withChild(child -> child.call(request, progress, handler)), parts);
    }

    /** What is done with a child. */
    private interface Work<T> {
        T with(Child child) throws IOException;
    }

    private <T> T withChild(Work<T> work) throws IOException, InterruptedException {
        places.acquire();
        try {
            Child child = borrow();
            try {
                return work.with(child);
            } finally {
                giveBack(child);
            }
        } finally {
            places.release();
        }
    }

    private Child borrow() throws IOException {
        synchronized (this) {
            if (closed) {
                throw new IOException("the workers are shut down");
            }
            while (!idle.isEmpty()) {
                Child child = idle.pop();
                if (child.isAlive()) {
                    return child;
                }
                all.remove(child);
            }
        }
        Child child = nursery.start();
        synchronized (this) {
            if (closed) {
                child.close();
                throw new IOException("the workers are shut down");
            }
            all.add(child);
        }
        return child;
    }

    private synchronized void giveBack(Child child) {
        if (child.isAlive() && !closed) {
            idle.push(child);
        } else {
            all.remove(child);
            child.close();
        }
    }

    static void pause(int deaths) throws InterruptedException {
        Thread.sleep(Math.min(FIRST_PAUSE_MILLIS << Math.min(deaths - 1, 20), LONGEST_PAUSE_MILLIS));
    }

    private static void ignore(long bytes, long total, long files) {
        // Nobody asked how far it is.
    }

    private static void unexpected(Frame frame) throws ProtocolException {
        throw new ProtocolException("the worker sent " + frame.kind() + " where none belongs");
    }

    private void endChildren() {
        List<Child> children;
        synchronized (this) {
            closed = true;
            children = new ArrayList<>(all);
            all.clear();
            idle.clear();
        }
        children.forEach(Child::close);
    }

    @Override
    public void close() {
        endChildren();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook runs by itself then.
            Thread.onSpinWait();
        }
    }
}
