package org.curlew.grading.caid;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.curlew.grading.media.MediaBytes;

/**
 * Fetches and measures the next media while the one before them is written, and gives them in the order in which they were asked for. A
 * media comes from the object store with one request, and waiting for it takes longer than its bytes.
 */
final class ReadAhead implements AutoCloseable {

    private static final int AT_ONCE = 4;
    private static final int WAITING = 16;
    /** A media longer than this is read twice from the store instead of once into memory. */
    private static final int IN_MEMORY = 4 << 20;

    private final MediaBytes bytes;
    private final Iterator<Wanted> wanted;
    private final ExecutorService readers = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofVirtual().name("bundle-", 0).factory());
    private final ArrayDeque<Future<Fetched>> waiting = new ArrayDeque<>();

    ReadAhead(MediaBytes bytes, Iterator<Wanted> wanted) {
        this.bytes = bytes;
        this.wanted = wanted;
    }

    /** A file of the bundle and the SHA-256 that its bytes must have. */
    record Wanted(String path, String sha256) {}

    /** @param source gives the bytes again */
    record Fetched(String path, Measured measured, BundleSink.Source source) {}

    /**
     * The next one.
     *
     * @return null after the last
     * @throws CaidException the store does not hold it, or holds other bytes under its name
     */
    Fetched next() throws IOException {
        while (waiting.size() < WAITING && wanted.hasNext()) {
            Wanted item = wanted.next();
            Callable<Fetched> fetch = () -> fetch(item);
            waiting.add(readers.submit(fetch));
        }
        if (waiting.isEmpty()) {
            return null;
        }
        try {
            return waiting.removeFirst().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the bundle was stopped");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException runtime -> throw runtime;
                case Error error -> throw error;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private Fetched fetch(Wanted item) throws IOException {
        byte[] first;
        Measured measured;
        try (InputStream in = bytes.open(item.sha256())) {
            first = in.readNBytes(IN_MEMORY);
            measured = first.length < IN_MEMORY
                    ? Measured.of(first)
                    : Measured.of(() -> new SequenceInputStream(new ByteArrayInputStream(first), in));
        } catch (FileNotFoundException e) {
            throw new CaidException(
                    "The store does not hold the media " + item.sha256() + " for " + item.path()
                            + ", and nobody disposed of it: check the store with curlew fsck, and import its exhibit again.",
                    e);
        }
        BundleSink.Source source =
                first.length < IN_MEMORY ? () -> new ByteArrayInputStream(first) : () -> bytes.open(item.sha256());
        if (!measured.sha256().equals(item.sha256())) {
            throw new CaidException("The store gives other bytes for the media " + item.sha256() + " (SHA-256 "
                    + measured.sha256() + "): do not export; check the object store.");
        }
        return new Fetched(item.path(), measured, source);
    }

    @Override
    public void close() {
        readers.shutdownNow();
        readers.close();
    }
}
