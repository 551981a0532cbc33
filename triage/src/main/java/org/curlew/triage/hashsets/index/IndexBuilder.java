package org.curlew.triage.hashsets.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Builds the index of one set version in a new folder. Memory does not grow with the set. Until {@link #finish} returns, the folder
 * is no index; a crash leaves a folder that nothing reads.
 */
public final class IndexBuilder implements Closeable {

    private static final int CONFLICTS_KEPT = 10_000;

    private final Path folder;
    private final SetInfo set;
    private final PayloadWriter payloads;
    private final LinkedRows.Writer linked;
    private final RowScatter rows;
    private final Map<DigestKind, DigestSorter> sorters = new EnumMap<>(DigestKind.class);
    private final List<Conflict> conflicts = new ArrayList<>();
    private long conflictCount;
    private long entries;
    private long pictures;
    private int lastCategory;
    private int lastFlags = -1;
    private String lastSeries;
    private int lastPayload;

    /** @param folder is created; must not exist */
    public IndexBuilder(Path folder, SetInfo set) throws IOException {
        this.folder = folder;
        this.set = set;
        Files.createDirectory(folder);
        payloads = new PayloadWriter(folder);
        linked = new LinkedRows.Writer(folder);
        for (DigestKind kind : DigestKind.values()) {
            sorters.put(kind, new DigestSorter(kind, folder.resolve("sort-" + kind.label())));
        }
        rows = new RowScatter(List.copyOf(sorters.values()), linked);
    }

    /**
     * @param entries rows taken
     * @param digests distinct digests by kind
     * @param conflictCount digests, of the kind that has most of them, with several categories
     * @param conflicts the first of them
     */
    public record Built(long entries, Map<DigestKind, Long> digests, long conflictCount, List<Conflict> conflicts) {}

    /** Takes a row that has at least one digest or a PDQ. */
    public void add(DigestRow row) throws IOException {
        int flags = row.flags
                | (row.hasMd5 ? Items.HAS_MD5 : 0)
                | (row.hasSha1 ? Items.HAS_SHA1 : 0)
                | (row.hasSha256 ? Items.HAS_SHA256 : 0)
                | (row.perceptual() ? Items.HAS_PERCEPTUAL : 0);
        if (flags != lastFlags || row.category != lastCategory || !Objects.equals(row.series, lastSeries)) {
            lastPayload = payloads.intern(Items.pack(0, row.category, flags, payloads.series(row.series)));
            lastFlags = flags;
            lastCategory = row.category;
            lastSeries = row.series;
        }
        rows.add(row, lastPayload);
        pictures += row.hasPdq ? 1 : 0;
        entries++;
    }

    public long entries() {
        return entries;
    }

    /** Sorts, writes and publishes. */
    public Built finish() throws IOException {
        rows.finish();
        Map<DigestKind, Long> digests = new EnumMap<>(DigestKind.class);
        for (DigestKind kind : DigestKind.values()) {
            digests.put(kind, write(kind));
        }
        payloads.finish();
        linked.finish();
        Map<String, Long> counts = new TreeMap<>();
        digests.forEach((kind, count) -> counts.put(kind.label(), count));
        counts.put(Manifest.PICTURES, pictures);
        Manifest.publish(folder, List.of(set), counts);
        return new Built(entries, digests, conflictCount, conflicts);
    }

    private long write(DigestKind kind) throws IOException {
        long conflictsOfKind;
        long written;
        try (DigestSorter sorter = sorters.get(kind);
                DigestFileWriter writer = new DigestFileWriter(folder.resolve(kind.label()), kind, sorter.rows())) {
            Grouping grouping = new Grouping(kind, writer);
            sorter.drain(grouping);
            grouping.end();
            conflictsOfKind = grouping.conflicts;
            written = writer.finish();
        }
        conflictCount = Math.max(conflictCount, conflictsOfKind);
        return written;
    }

    /** Joins the rows of one digest. */
    private final class Grouping implements DigestSorter.Receiver {

        private final DigestKind kind;
        private final DigestFileWriter writer;
        private final byte[] current;
        private int[] group = new int[16];
        private int size;
        private long conflicts;

        Grouping(DigestKind kind, DigestFileWriter writer) {
            this.kind = kind;
            this.writer = writer;
            this.current = new byte[kind.bytes()];
        }

        @Override
        public void row(byte[] data, int offset, int payload) throws IOException {
            if (size > 0 && Arrays.equals(current, 0, current.length, data, offset, offset + current.length)) {
                for (int i = 0; i < size; i++) {
                    if (group[i] == payload) {
                        return;
                    }
                }
                if (size == group.length) {
                    group[0] = payloads.union(group, size);
                    size = 1;
                }
                group[size++] = payload;
                return;
            }
            end();
            System.arraycopy(data, offset, current, 0, current.length);
            group[0] = payload;
            size = 1;
        }

        void end() throws IOException {
            if (size == 0) {
                return;
            }
            int payload = group[0];
            if (size > 1) {
                payload = payloads.union(group, size);
                noteConflict(payloads.items(payload));
            }
            writer.append(current, 0, payload);
            size = 0;
        }

        private void noteConflict(long[] items) {
            if (!Items.conflict(items)) {
                return;
            }
            conflicts++;
            if (IndexBuilder.this.conflicts.size() < CONFLICTS_KEPT) {
                List<Integer> categories = Arrays.stream(items)
                        .mapToObj(Items::category)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
                IndexBuilder.this.conflicts.add(
                        new Conflict(kind, HexFormat.of().formatHex(current), categories));
            }
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
        for (DigestSorter sorter : sorters.values()) {
            sorter.close();
        }
        payloads.close();
        linked.close();
    }
}
