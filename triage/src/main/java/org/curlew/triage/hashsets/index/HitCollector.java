package org.curlew.triage.hashsets.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Joins what the digests of one content brought up: one hit a set and category, strongest digest first. */
final class HitCollector {

    private static final Comparator<Found> GRAVEST_FIRST = Comparator.<Found, Role>comparing(f -> f.set.role())
            .thenComparingInt(f -> f.set.gravityOf(f.category))
            // whose victim and which series it is, others know
            .thenComparing(f -> f.set.own())
            .thenComparing(f -> f.set.name())
            .thenComparingInt(f -> f.set.version())
            .thenComparingInt(f -> f.category == null ? Integer.MAX_VALUE : f.category);

    private final boolean sha1Given;
    private final boolean sha256Given;
    private final List<Found> found = new ArrayList<>(2);

    HitCollector(boolean sha1Given, boolean sha256Given) {
        this.sha1Given = sha1Given;
        this.sha256Given = sha256Given;
    }

    private static final class Found {
        SetInfo set;
        Integer category;
        DigestKind kind;
        int flags;
        int promised;
        String series;
    }

    /** Called with the strongest digest first. */
    void add(SetInfo set, long item, String series, DigestKind kind) {
        Integer category = Items.category(item);
        for (Found known : found) {
            if (known.set.versionId() == set.versionId()
                    && (category == null || known.category == null || category.equals(known.category))) {
                known.category = known.category == null ? category : known.category;
                known.flags |= Items.flags(item);
                // what every entry promises; an entry that never had the stronger digest cannot be contradicted by it
                known.promised &= known.kind == kind ? Items.flags(item) : known.promised;
                known.series = joined(known.series, series);
                return;
            }
        }
        Found hit = new Found();
        hit.set = set;
        hit.category = category;
        hit.kind = kind;
        hit.flags = Items.flags(item);
        hit.promised = hit.flags;
        hit.series = series;
        found.add(hit);
    }

    private static String joined(String first, String second) {
        if (first == null || second == null || Objects.equals(first, second)) {
            return first == null ? second : first;
        }
        return List.of(first.split(",")).contains(second) ? first : first + "," + second;
    }

    List<HashHit> hits() {
        found.sort(GRAVEST_FIRST);
        List<HashHit> hits = new ArrayList<>(found.size());
        for (Found f : found) {
            boolean contradicted = f.kind != DigestKind.SHA256 && sha256Given && (f.promised & Items.HAS_SHA256) != 0
                    || f.kind == DigestKind.MD5 && sha1Given && (f.promised & Items.HAS_SHA1) != 0;
            // a file made to have a known file's MD5 must not hide behind it
            if (!contradicted || f.set.role() != Role.KNOWN_GOOD) {
                hits.add(new HashHit(
                        f.set.name(),
                        f.set.versionId(),
                        f.set.version(),
                        f.set.role(),
                        f.set.scheme(),
                        f.category,
                        f.kind,
                        contradicted,
                        (f.flags & Items.VICTIM) != 0,
                        (f.flags & Items.OFFENDER) != 0,
                        (f.flags & Items.DISTRIBUTED) != 0,
                        f.series));
            }
        }
        return List.copyOf(hits);
    }
}
