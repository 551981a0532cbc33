package org.curlew.pipeline.renditions;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/**
 * Draws renditions through child processes that hold no keys, no database and no environment. A child that is silent for too
 * long is ended and replaced; the picture then has no rendition, and says so. The last few hundred are kept in memory, never
 * on a disk.
 */
@Service
@ConditionalOnWebApplication
public class Renditions implements DisposableBean {

    private static final int KEPT = 400;
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Semaphore free;
    private final RenditionChild[] children;
    private final Map<Asked, Drawn> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Drawn> eldest) {
            return size() > KEPT;
        }
    };

    /** Where the bytes of a media come from. */
    public interface Bytes {
        byte[] read() throws IOException;
    }

    /** A rendition, or why there is none: one of them is null. */
    public record Drawn(byte[] jpeg, String reason) {}

    /** A clip of so many seconds, or why there is none: the bytes or the reason are null. */
    public record Clip(byte[] webm, int seconds, String reason) {}

    private record Asked(String sha256, Drawing drawing) {}

    public Renditions(@Value("${curlew.web.rendition-processes:2}") int processes) {
        this.free = new Semaphore(processes);
        this.children = new RenditionChild[processes];
    }

    /** Draws a media anew, a video as its contact sheet. */
    public Drawn draw(String sha256, String mime, Drawing drawing, Bytes bytes)
            throws IOException, InterruptedException {
        Asked key = new Asked(sha256, drawing);
        synchronized (kept) {
            Drawn known = kept.get(key);
            if (known != null) {
                return known;
            }
        }
        byte[] content = bytes.read();
        Drawn drawn = byChild(child -> child.draw(content, mime, drawing))
                .orElseGet(() -> new Drawn(null, "the picture could not be drawn: the process that read it ended"));
        synchronized (kept) {
            kept.put(key, drawn);
        }
        return drawn;
    }

    /** Draws a part of a video anew, to be played; nothing of it is kept. */
    public Clip play(String mime, Playing playing, Bytes bytes) throws IOException, InterruptedException {
        byte[] content = bytes.read();
        return byChild(child -> child.play(content, mime, playing))
                .orElseGet(() -> new Clip(null, 0, "the video could not be played: the process that read it ended"));
    }

    /** What is asked of a child. */
    private interface Work<T> {
        T by(RenditionChild child) throws IOException;
    }

    /** Nothing where the child died of it. */
    private <T> Optional<T> byChild(Work<T> work) throws InterruptedException {
        free.acquire();
        int place = take();
        RenditionChild child = null;
        try {
            child = children[place] == null ? RenditionChild.start(SILENCE) : children[place];
            T done = work.by(child);
            give(place, child);
            return Optional.of(done);
        } catch (IOException died) {
            if (child != null) {
                child.close();
            }
            give(place, null);
            return Optional.empty();
        } finally {
            free.release();
        }
    }

    private final boolean[] taken = new boolean[64];

    private synchronized int take() {
        for (int i = 0; i < children.length; i++) {
            if (!taken[i]) {
                taken[i] = true;
                return i;
            }
        }
        throw new IllegalStateException("More drawings than processes");
    }

    private synchronized void give(int place, RenditionChild child) {
        children[place] = child;
        taken[place] = false;
    }

    @Override
    public synchronized void destroy() {
        for (RenditionChild child : children) {
            if (child != null) {
                child.close();
            }
        }
    }
}
