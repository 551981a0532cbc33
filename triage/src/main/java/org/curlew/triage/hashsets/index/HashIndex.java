package org.curlew.triage.hashsets.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers for every hash set and all three digests of a content in one call. Immutable, memory-mapped, safe for any number of threads;
 * a content that no set knows costs no allocation.
 */
public final class HashIndex {

    private static final DigestKind[] STRONGEST_FIRST = {DigestKind.SHA256, DigestKind.SHA1, DigestKind.MD5};

    private final IndexPart[] parts;
    private final List<SetInfo> sets;

    private HashIndex(IndexPart[] parts) {
        this.parts = parts;
        List<SetInfo> all = new ArrayList<>();
        for (IndexPart part : parts) {
            all.addAll(part.sets());
        }
        this.sets = List.copyOf(all);
    }

    /**
     * Opens a finished index.
     *
     * @throws IOException where the folder holds none, or a damaged one; never an index that answers for less
     */
    public static HashIndex open(Path folder) throws IOException {
        return open(List.of(folder));
    }

    /** Opens several as one; each further part costs a further search, so there should be few. */
    public static HashIndex open(List<Path> folders) throws IOException {
        IndexPart[] parts = new IndexPart[folders.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new IndexPart(folders.get(i));
        }
        return new HashIndex(parts);
    }

    /** Compares all files of an index with their check sums; reads all of them. */
    public static void verify(Path folder) throws IOException {
        Manifest.read(folder).verify(folder);
    }

    /** Makes one index of several; the folder must not exist. */
    public static void merge(List<Path> folders, Path target) throws IOException {
        IndexMerger.merge(folders, target);
    }

    /** The set versions this index answers for. */
    public List<SetInfo> sets() {
        return sets;
    }

    /** Distinct digests of a kind, summed over the parts. */
    public long digests(DigestKind kind) {
        long sum = 0;
        for (IndexPart part : parts) {
            sum += part.rows(kind);
        }
        return sum;
    }

    /**
     * What the sets know of a content.
     *
     * @param md5 16 bytes; null where it is not known
     * @param sha1 20 bytes; null where it is not known
     * @param sha256 32 bytes; null where it is not known
     * @return the gravest first: illegal before intelligence before known-good, then by the scheme's order; empty where none knows it
     */
    public List<HashHit> lookup(byte[] md5, byte[] sha1, byte[] sha256) {
        HitCollector hits = null;
        for (IndexPart part : parts) {
            for (DigestKind kind : STRONGEST_FIRST) {
                int payload = part.find(
                        kind,
                        switch (kind) {
                            case MD5 -> md5;
                            case SHA1 -> sha1;
                            case SHA256 -> sha256;
                        });
                if (payload >= 0) {
                    if (hits == null) {
                        hits = new HitCollector(sha1 != null, sha256 != null);
                    }
                    part.collect(payload, kind, hits);
                }
            }
        }
        return hits == null ? List.of() : hits.hits();
    }
}
