package org.curlew.pipeline.imagestore;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStore;

/**
 * A part on its way into the store. A stretch that is first asked for is read from the file, put into the store, and only then
 * served: the file is read once, and what is verified is what was stored. What was served and is asked for again comes from
 * memory or from the store. A move that broke off goes on with what is already there.
 */
final class MovingRanges implements Ranges, Closeable {

    private static final int KEPT = 3;

    private final ObjectStore store;
    private final StoredImages.Part part;
    private final StoredRanges stored;
    private final FileChannel file;
    private final BitSet there = new BitSet();
    private final Map<Long, byte[]> kept = new LinkedHashMap<>();
    private long bytesRead;

    MovingRanges(ObjectStore store, StoredImages.Part part, Path file) throws IOException {
        this.store = store;
        this.part = part;
        this.stored = new StoredRanges(store, part);
        this.file = FileChannel.open(file, StandardOpenOption.READ);
        store.list(part.keys(), head -> {
            OptionalLong stretch = part.stretch(head.key());
            if (stretch.isPresent() && head.size() == part.length(stretch.getAsLong())) {
                there.set(Math.toIntExact(stretch.getAsLong()));
            }
        });
    }

    @Override
    public byte[] read(long position, int length) throws IOException {
        long first = position / StoredImages.STRETCH;
        long last = (position + length - 1) / StoredImages.STRETCH;
        byte[] single = null;
        for (long stretch = first; stretch <= last; stretch++) {
            single = move(stretch);
        }
        if (first == last && single != null) {
            int from = (int) (position - first * StoredImages.STRETCH);
            return Arrays.copyOfRange(single, from, from + length);
        }
        return stored.read(position, length);
    }

    /** Moves what nobody asked for, so that the store holds every byte. */
    void rest() throws IOException {
        for (long stretch = 0; stretch < part.stretches(); stretch++) {
            move(stretch);
        }
    }

    /** Bytes that were read from the file. */
    synchronized long bytesRead() {
        return bytesRead;
    }

    /** @return the stretch's bytes where they are at hand; null where they must come from the store */
    private synchronized byte[] move(long stretch) throws IOException {
        if (there.get(Math.toIntExact(stretch))) {
            return kept.get(stretch);
        }
        byte[] bytes = new byte[part.length(stretch)];
        ByteBuffer target = ByteBuffer.wrap(bytes);
        long at = stretch * StoredImages.STRETCH;
        while (target.hasRemaining()) {
            int got = file.read(target, at + target.position());
            if (got < 0) {
                throw new EOFException(part.name() + " has become shorter since it was given");
            }
        }
        bytesRead += bytes.length;
        store.put(part.key(stretch), ObjectContent.of(bytes));
        there.set(Math.toIntExact(stretch));
        kept.put(stretch, bytes);
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
