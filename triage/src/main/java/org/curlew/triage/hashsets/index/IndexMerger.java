package org.curlew.triage.hashsets.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Joins indexes of several sets into one, so that one search answers for all of them. Sequential, in constant memory. */
final class IndexMerger {

    private static final int REMEMBERED = 1 << 15;

    private final List<Source> sources = new ArrayList<>();

    private IndexMerger() {}

    /** One index on its way in. */
    private static final class Source {
        final Path folder;
        final Manifest manifest;
        final PayloadTable payloads;
        final int firstSet;
        final Map<Integer, long[]> mapped = new HashMap<>();
        DigestFile.Cursor cursor;
        boolean more;

        Source(Path folder, int firstSet) throws IOException {
            this.folder = folder;
            this.manifest = Manifest.read(folder);
            this.payloads = new PayloadTable(folder);
            this.firstSet = firstSet;
        }

        long[] items(PayloadWriter writer) throws IOException {
            long[] items = mapped.get(cursor.payload);
            if (items == null) {
                items = payloads.items(cursor.payload);
                for (int i = 0; i < items.length; i++) {
                    int series = writer.series(payloads.series(Items.series(items[i])));
                    items[i] = Items.withSet(items[i], firstSet + Items.set(items[i]), series);
                }
                if (mapped.size() >= REMEMBERED) {
                    mapped.clear();
                }
                mapped.put(cursor.payload, items);
            }
            return items;
        }
    }

    /**
     * @param folders finished indexes
     * @param target a new folder; it becomes an index when the method returns
     */
    static void merge(List<Path> folders, Path target) throws IOException {
        IndexMerger merger = new IndexMerger();
        List<SetInfo> sets = new ArrayList<>();
        for (Path folder : folders) {
            Source source = new Source(folder, sets.size());
            merger.sources.add(source);
            sets.addAll(source.manifest.sets());
        }
        if (sets.size() > Items.MAX_SETS) {
            throw new IOException(sets.size() + " hash sets at once; an index holds at most " + Items.MAX_SETS);
        }
        Files.createDirectory(target);
        Map<String, Long> rows = new TreeMap<>();
        try (PayloadWriter payloads = new PayloadWriter(target)) {
            for (DigestKind kind : DigestKind.values()) {
                rows.put(kind.label(), merger.merge(kind, target, payloads));
            }
            payloads.finish();
        }
        Manifest.publish(target, sets, rows);
    }

    private long merge(DigestKind kind, Path target, PayloadWriter payloads) throws IOException {
        long atMost = 0;
        for (Source source : sources) {
            DigestFile file = DigestFile.open(source.folder.resolve(kind.label()), kind);
            atMost += file.rows();
            source.cursor = file.cursor();
            source.more = source.cursor.next();
        }
        byte[] digest = new byte[kind.bytes()];
        try (DigestFileWriter writer = new DigestFileWriter(target.resolve(kind.label()), kind, atMost)) {
            while (lowest(digest)) {
                writer.append(digest, 0, payloads.intern(take(digest, payloads)));
            }
            return writer.finish();
        }
    }

    private boolean lowest(byte[] digest) {
        Source lowest = null;
        for (Source source : sources) {
            if (source.more
                    && (lowest == null || Arrays.compareUnsigned(source.cursor.digest, lowest.cursor.digest) < 0)) {
                lowest = source;
            }
        }
        if (lowest != null) {
            System.arraycopy(lowest.cursor.digest, 0, digest, 0, digest.length);
        }
        return lowest != null;
    }

    /** What all sources say of the digest, each moved past it. Their items are in order, as the sets are. */
    private long[] take(byte[] digest, PayloadWriter payloads) throws IOException {
        long[] all = null;
        for (Source source : sources) {
            if (source.more && Arrays.equals(source.cursor.digest, digest)) {
                long[] items = source.items(payloads);
                all = all == null ? items : concatenated(all, items);
                source.more = source.cursor.next();
            }
        }
        return all;
    }

    private static long[] concatenated(long[] first, long[] second) {
        long[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
