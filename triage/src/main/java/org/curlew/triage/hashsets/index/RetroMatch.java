package org.curlew.triage.hashsets.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Matches the kept digests of all exhibits with changed entries of a set. Changes come in order, so do the digests: both are walked
 * once, with strides that double where one side is far longer, a batch of changes at a time, exhibits side by side on all cores.
 */
public final class RetroMatch {

    /**
     * An exhibit that holds a changed entry.
     *
     * @param digest the entry's digest, lower-case hex
     */
    public record Hit(long exhibitId, DigestKind kind, String digest) {}

    /** Receives hits; called from several threads, one call at a time. */
    public interface Receiver {
        void hit(Hit hit);
    }

    private static final int BATCH = 1 << 20;

    private final ExhibitDigests exhibits;
    private final List<Long> ids;
    private final Receiver receiver;
    private final long[] starts = new long[BATCH];
    private final byte[] digests = new byte[BATCH * 32];
    private int size;
    private DigestKind kind;

    /** @param receiver takes the hits */
    public RetroMatch(ExhibitDigests exhibits, Receiver receiver) throws IOException {
        this.exhibits = exhibits;
        this.ids = exhibits.exhibits();
        this.receiver = receiver;
    }

    /** Takes a changed digest; those of one kind in rising order. */
    public void add(DigestKind ofKind, byte[] digest) throws IOException {
        if (size == BATCH || kind != ofKind) {
            flush();
            kind = ofKind;
        }
        starts[size] = start(digest);
        System.arraycopy(digest, 0, digests, size * 32, kind.bytes());
        size++;
    }

    /** Matches what is left; to be called after the last. */
    public void finish() throws IOException {
        flush();
    }

    private void flush() throws IOException {
        if (size > 0) {
            try {
                ids.parallelStream().forEach(this::match);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        size = 0;
    }

    private void match(long exhibitId) {
        try {
            ExhibitDigests.Sorted files = exhibits.sorted(exhibitId, kind);
            List<Hit> hits = new ArrayList<>();
            long row = 0;
            int entry = 0;
            while (row < files.count() && entry < size) {
                long start = files.start(row);
                int order = Long.compareUnsigned(start, starts[entry]);
                if (order < 0) {
                    row = skipFiles(files, row, starts[entry]);
                } else if (order > 0) {
                    entry = skipEntries(entry, start);
                } else {
                    entry = matchEqual(files, row, entry, exhibitId, hits);
                    row++;
                    entry = row < files.count() && files.start(row) == start ? firstOf(entry, start) : entry;
                }
            }
            synchronized (receiver) {
                hits.stream().distinct().forEach(receiver::hit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares one file with every entry of the same start; returns the entry after them. */
    private int matchEqual(ExhibitDigests.Sorted files, long row, int entry, long exhibitId, List<Hit> hits) {
        long start = files.start(row);
        int at = entry;
        while (at < size && starts[at] == start) {
            if (kind != DigestKind.MD5 || files.rest(row) == rest(at)) {
                int from = at * 32;
                hits.add(new Hit(exhibitId, kind, HexFormat.of().formatHex(digests, from, from + kind.bytes())));
            }
            at++;
        }
        return at;
    }

    private int firstOf(int after, long start) {
        int at = after;
        while (at > 0 && starts[at - 1] == start) {
            at--;
        }
        return at;
    }

    private static long skipFiles(ExhibitDigests.Sorted files, long row, long wanted) {
        long step = 1;
        long low = row;
        while (low + step < files.count() && Long.compareUnsigned(files.start(low + step), wanted) < 0) {
            low += step;
            step <<= 1;
        }
        long high = Math.min(low + step, files.count());
        while (low + 1 < high) {
            long middle = low + high >>> 1;
            if (Long.compareUnsigned(files.start(middle), wanted) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low + 1;
    }

    private int skipEntries(int entry, long wanted) {
        int step = 1;
        int low = entry;
        while (low + step < size && Long.compareUnsigned(starts[low + step], wanted) < 0) {
            low += step;
            step <<= 1;
        }
        int high = Math.min(low + step, size);
        while (low + 1 < high) {
            int middle = low + high >>> 1;
            if (Long.compareUnsigned(starts[middle], wanted) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low + 1;
    }

    private static long start(byte[] digest) {
        return number(digest, 0);
    }

    private long rest(int entry) {
        return number(digests, entry * 32 + 8);
    }

    private static long number(byte[] bytes, int from) {
        long value = 0;
        for (int i = from; i < from + 8; i++) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }
}
