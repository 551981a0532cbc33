package org.curlew.pipeline.images;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Stretches of a part that the store keeps as files of this machine, read with the system's own call: the way through the
 * parent copies each byte five times more. A file stays open for some seconds only, so that what is erased from the store does
 * not live on behind an open file. What cannot be read here is asked of the parent, which knows how to say why.
 */
final class StretchFiles implements Closeable {

    private static final int OPEN_AT_MOST = 16;
    private static final long IDLE_SECONDS = 5;

    /** An image that is on its way into the store has no files yet, and soon has. */
    private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Finds the file that holds a position; null where there is none. */
    interface Places {
        RangeCalls.Place find(long position) throws IOException;
    }

    private static final class Stretch {
        private final RangeCalls.Place place;
        private final PartFile file;
        private boolean used = true;

        Stretch(RangeCalls.Place place, PartFile file) {
            this.place = place;
            this.file = file;
        }
    }

    private final Places places;
    private final LinkedHashMap<Long, Stretch> open = new LinkedHashMap<>();
    private boolean absent;
    private long absentSince;
    private boolean closed;
    private boolean swept;

    StretchFiles(Places places) {
        this.places = places;
    }

    /**
     * Reads on from a position.
     *
     * @param length bytes wanted; the target has room for them
     * @return bytes read; 0 where the parent must be asked
     */
    int read(long position, int length, ByteBuffer target) throws IOException {
        Stretch stretch = at(position);
        if (stretch == null) {
            return 0;
        }
        RangeCalls.Place place = stretch.place;
        int count = (int) Math.min(length, place.start() + place.length() - position);
        int limit = target.limit();
        int before = target.position();
        target.limit(before + count);
        try {
            stretch.file.read(position - place.start(), target);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (ClosedChannelException e) {
            // given up in this moment for others; the parent has the bytes too
            return 0;
        } catch (IOException e) {
            drop(stretch);
        } finally {
            target.limit(limit);
        }
        return target.position() - before;
    }

    private synchronized Stretch at(long position) throws IOException {
        if (closed || absent && System.nanoTime() - absentSince < ASK_AGAIN_NANOS) {
            return null;
        }
        for (Map.Entry<Long, Stretch> each : open.sequencedEntrySet().reversed()) {
            RangeCalls.Place place = each.getValue().place;
            if (position >= place.start() && position < place.start() + place.length()) {
                each.getValue().used = true;
                return open.putLast(each.getKey(), each.getValue());
            }
        }
        RangeCalls.Place place = places.find(position);
        absent = place == null;
        absentSince = System.nanoTime();
        return absent ? null : open(place);
    }

    private Stretch open(RangeCalls.Place place) throws IOException {
        PartFile file;
        try {
            file = new PartFile(Path.of(place.file()));
        } catch (IOException e) {
            absent = true;
            return null;
        }
        Stretch stretch = new Stretch(place, file);
        open.put(place.start(), stretch);
        if (open.size() > OPEN_AT_MOST) {
            open.pollFirstEntry().getValue().file.close();
        }
        if (!swept) {
            swept = true;
            sweepLater();
        }
        return stretch;
    }

    private synchronized void drop(Stretch stretch) throws IOException {
        open.values().remove(stretch);
        stretch.file.close();
        absent = true;
        absentSince = System.nanoTime();
    }

    private void sweepLater() {
        CompletableFuture.delayedExecutor(IDLE_SECONDS, TimeUnit.SECONDS).execute(this::sweep);
    }

    /** Closes what was not read since the last time. */
    synchronized void sweep() {
        List<Stretch> idle = new ArrayList<>();
        open.values().removeIf(stretch -> !stretch.used && idle.add(stretch));
        open.values().forEach(stretch -> stretch.used = false);
        for (Stretch stretch : idle) {
            try {
                stretch.file.close();
            } catch (IOException e) {
                System.getLogger(StretchFiles.class.getName())
                        .log(System.Logger.Level.DEBUG, "an idle file did not close: {0}", e.getMessage());
            }
        }
        swept = !open.isEmpty();
        if (swept) {
            sweepLater();
        }
    }

    /** Files that are open now. */
    synchronized int opened() {
        return open.size();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        List<PartFile> files =
                open.values().stream().map(stretch -> stretch.file).toList();
        open.clear();
        PartFile.closeAll(files);
    }
}
