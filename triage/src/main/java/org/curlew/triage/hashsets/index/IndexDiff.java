package org.curlew.triage.hashsets.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What changed from one set version to another, digest by digest, in one pass over both. */
public final class IndexDiff {

    private IndexDiff() {}

    /** What became of a digest. */
    public enum Change {
        ADDED,
        REMOVED,
        /** Still there, with other categories. */
        REGRADED
    }

    /** Digests of one kind that were added, removed, given other categories, and those that stayed. */
    public record Counts(long added, long removed, long regraded, long same) {}

    /** Receives each changed digest, in rising order within its kind; the array is reused. */
    public interface Receiver {
        void change(Change change, DigestKind kind, byte[] digest, List<Integer> before, List<Integer> after)
                throws IOException;
    }

    /** Compares two indexes; both of one set version each. */
    public static Map<DigestKind, Counts> compare(Path before, Path after, Receiver receiver) throws IOException {
        IndexPart old = new IndexPart(before);
        IndexPart young = new IndexPart(after);
        Map<DigestKind, Counts> counts = new EnumMap<>(DigestKind.class);
        for (DigestKind kind : DigestKind.values()) {
            counts.put(kind, compare(kind, old, young, receiver));
        }
        return counts;
    }

    /** Hands over every digest of an index as added: the difference from nothing. */
    public static void all(Path folder, Receiver receiver) throws IOException {
        IndexPart part = new IndexPart(folder);
        for (DigestKind kind : DigestKind.values()) {
            DigestFile.Cursor cursor = part.cursor(kind);
            while (cursor.next()) {
                receiver.change(Change.ADDED, kind, cursor.digest, List.of(), categories(part, cursor));
            }
        }
    }

    private static Counts compare(DigestKind kind, IndexPart old, IndexPart young, Receiver receiver)
            throws IOException {
        DigestFile.Cursor a = old.cursor(kind);
        DigestFile.Cursor b = young.cursor(kind);
        boolean moreA = a.next();
        boolean moreB = b.next();
        long[] counts = new long[4];
        while (moreA || moreB) {
            int order = !moreA ? 1 : !moreB ? -1 : Arrays.compareUnsigned(a.digest, b.digest);
            if (order < 0) {
                counts[1]++;
                receiver.change(Change.REMOVED, kind, a.digest, categories(old, a), List.of());
            } else if (order > 0) {
                counts[0]++;
                receiver.change(Change.ADDED, kind, b.digest, List.of(), categories(young, b));
            } else {
                List<Integer> before = categories(old, a);
                List<Integer> after = categories(young, b);
                if (before.equals(after)) {
                    counts[3]++;
                } else {
                    counts[2]++;
                    receiver.change(Change.REGRADED, kind, a.digest, before, after);
                }
            }
            moreA = order <= 0 ? a.next() : moreA;
            moreB = order >= 0 ? b.next() : moreB;
        }
        return new Counts(counts[0], counts[1], counts[2], counts[3]);
    }

    private static List<Integer> categories(IndexPart part, DigestFile.Cursor cursor) {
        long[] items = part.items(cursor.payload);
        return Arrays.stream(items)
                .mapToObj(Items::category)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
