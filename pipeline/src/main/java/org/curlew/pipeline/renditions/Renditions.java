package org.curlew.pipeline.renditions;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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
        free.acquire();
        try {
            Drawn drawn = byChild(content, mime, drawing);
            synchronized (kept) {
                kept.put(key, drawn);
            }
            return drawn;
        } finally {
            free.release();
        }
    }

    private Drawn byChild(byte[] content, String mime, Drawing drawing) {
        int place = take();
        RenditionChild child = null;
        try {
            child = children[place] == null ? RenditionChild.start(SILENCE) : children[place];
            Drawn drawn = child.draw(content, mime, drawing);
            give(place, child);
            return drawn;
        } catch (IOException died) {
            if (child != null) {
                child.close();
            }
            give(place, null);
            return new Drawn(null, "the picture could not be drawn: the process that read it ended");
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
