package org.curlew.storage.packs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Stores the media of one stage. A media is stored, and can be read, when {@link #flush()} has returned, or earlier;
 * after a crash before that the stage does it again, and what was sealed is found and not stored twice. While one pack
 * is being sent the next is filled. Not for several threads.
 */
public final class PackWriter implements AutoCloseable {

    /** What became of a media. */
    public enum Outcome {
        ADDED,
        ALREADY_STORED
    }

    private final MediaPacks packs;
    private final PackSealer sealer;
    private final Path folder;
    private final long packBytes;
    private final String actor;
    private final ExecutorService sending = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("pack-sealer").factory());
    private final Set<String> stored = new HashSet<>();
    private final Set<String> fresh = new HashSet<>();
    private final Deque<PackDraft> full = new ArrayDeque<>();
    private PackDraft draft;
    private final long erasures;
    private Future<?> send;
    private boolean toldStored;

    PackWriter(MediaPacks packs, PackSealer sealer, Path folder, long packBytes, String actor) {
        this.packs = packs;
        this.sealer = sealer;
        this.folder = folder;
        this.packBytes = packBytes;
        this.actor = actor;
        this.erasures = packs.erasures();
    }

    /**
     * Looks up in one query which of these are stored, so that {@link #put} need not ask for each. Call it with some
     * thousands at a time; a later call forgets the earlier.
     *
     * @param sha256s lower-case hex
     * @return those that are stored already
     */
    public Set<String> expect(Collection<String> sha256s) {
        stored.clear();
        fresh.clear();
        stored.addAll(packs.stored(sha256s));
        toldStored |= !stored.isEmpty();
        for (String sha256 : sha256s) {
            if (!stored.contains(sha256)) {
                fresh.add(sha256);
            }
        }
        return Set.copyOf(stored);
    }

    /**
     * Stores a media unless it is stored already. When it fails, nothing of it stays, and the writer can go on.
     *
     * @param sha256 lower-case hex
     * @param size in bytes
     * @param in read to its end, but not closed; not read at all when the media is stored already
     * @throws PackException {@code CONTENT} when the bytes are not those of the digest, {@code NO_ROOM}
     * @throws org.curlew.storage.objects.ObjectStoreException when an earlier pack could not be sent; {@link #flush}
     *     tries again
     */
    public Outcome put(String sha256, long size, InputStream in) {
        if (isStored(sha256)) {
            return Outcome.ALREADY_STORED;
        }
        try {
            if (draft != null
                    && draft.bytes() + size > packBytes
                    && !draft.items().isEmpty()) {
                rollOver();
            }
            if (draft == null) {
                draft = new PackDraft(folder);
            }
            draft.append(HexFormat.of().parseHex(sha256), size, in);
            stored.add(sha256);
            return Outcome.ADDED;
        } catch (IOException e) {
            throw MediaPacks.working(folder, e);
        }
    }

    private boolean isStored(String sha256) {
        if (stored.contains(sha256)) {
            return true;
        }
        boolean there =
                !fresh.contains(sha256) && !packs.stored(List.of(sha256)).isEmpty();
        toldStored |= there;
        return there;
    }

    /** Hands the filled draft to the sending thread; waits while an earlier one is still on its way. */
    private void rollOver() {
        awaitSend();
        full.add(draft);
        draft = null;
        send = sending.submit(this::sendAll);
    }

    private void sendAll() {
        // the writer's own thread touches the queue only while nothing is being sent
        for (PackDraft next = full.peek(); next != null; next = full.peek()) {
            sealer.seal(next, actor);
            discard(next);
            full.remove();
        }
    }

    private void awaitSend() {
        if (send == null) {
            return;
        }
        Future<?> awaited = send;
        send = null;
        try {
            awaited.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PackException(
                    PackException.Kind.WORKING_FOLDER, "Interrupted while a pack was being sent; repeat the stage", e);
        } catch (ExecutionException e) {
            // what could not be sent stays in the queue; the next flush tries again
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Seals what was put; when it returns, every media can be read. When it throws, it can be called again.
     *
     * @throws PackException {@code ERASED} when media were disposed of since the writer began and one that it called
     *     stored may be among them: the stage must be done again
     */
    public void flush() {
        awaitSend();
        if (draft != null && !draft.items().isEmpty()) {
            full.add(draft);
            draft = null;
        }
        if (!full.isEmpty()) {
            send = sending.submit(this::sendAll);
            awaitSend();
        }
        if (toldStored && !packs.unchanged(erasures)) {
            throw new PackException(
                    PackException.Kind.ERASED,
                    "Media were disposed of while others were stored, and one held to be stored may be gone; the stage is"
                            + " done again");
        }
    }

    /** Ends the session; what was put and not flushed is dropped. */
    @Override
    public void close() {
        sending.close();
        if (draft != null) {
            discard(draft);
            draft = null;
        }
        full.forEach(this::discard);
        full.clear();
    }

    private void discard(PackDraft done) {
        try {
            done.close();
        } catch (IOException e) {
            throw MediaPacks.working(folder, e);
        }
    }
}
