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

    /** Enough loads to fill what a core can wait for at once, few enough to stay in its first cache. */
    private static final int TOGETHER = 32;

    private final IndexPart[] parts;
    private final List<SetInfo> sets;

    /** Written so that the compiler keeps the loads that {@link #lookupAll} makes ahead; never read. */
    private long touched;

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
        IndexPart only = null;
        boolean several = false;
        long found = 0;
        for (IndexPart part : parts) {
            long inPart = part.find(md5, sha1, sha256);
            if (inPart != 0) {
                several = only != null;
                only = part;
                found = inPart;
            }
        }
        if (only == null) {
            return List.of();
        } else if (several || found == IndexPart.DIFFERENT) {
            return collected(md5, sha1, sha256);
        }
        // most hits are of one entry, and entries that say the same share one payload: the answer is ready
        int given = (sha1 == null ? 0 : 1) | (sha256 == null ? 0 : 2);
        long key = found << 2 | given;
        int slot = Long.hashCode(key * 0x9E3779B97F4A7C15L) >>> 20;
        Answer answer = only.answers[slot];
        if (answer == null || answer.key() != key) {
            answer = new Answer(key, collected(md5, sha1, sha256));
            only.answers[slot] = answer;
        }
        return answer.hits();
    }

    /** Receives the answers of {@link #lookupAll} in the order of the questions. */
    public interface Answers {
        /** @param number of the content, from 0 */
        void answer(int number, List<HashHit> hits);
    }

    /**
     * As {@link #lookup}, for many contents: several searches wait for memory together. Two to three times as fast where the index
     * is larger than the processor's cache.
     *
     * @param md5 one a content, null where it is not known; the whole array null where none is
     * @param sha1 likewise
     * @param sha256 likewise
     * @param count contents; the arrays are at least as long
     */
    public void lookupAll(byte[][] md5, byte[][] sha1, byte[][] sha256, int count, Answers answers) {
        byte[][] some = new byte[TOGETHER][];
        long[] buckets = new long[TOGETHER];
        long mixed = 0;
        for (int from = 0; from < count; from += TOGETHER) {
            int to = Math.min(from + TOGETHER, count);
            for (IndexPart part : parts) {
                mixed ^= touch(part, DigestKind.MD5, md5, from, to, some, buckets);
                mixed ^= touch(part, DigestKind.SHA1, sha1, from, to, some, buckets);
                mixed ^= touch(part, DigestKind.SHA256, sha256, from, to, some, buckets);
            }
            for (int i = from; i < to; i++) {
                answers.answer(
                        i,
                        lookup(
                                md5 == null ? null : md5[i],
                                sha1 == null ? null : sha1[i],
                                sha256 == null ? null : sha256[i]));
            }
        }
        touched = mixed;
    }

    private static long touch(
            IndexPart part, DigestKind kind, byte[][] digests, int from, int to, byte[][] some, long[] buckets) {
        if (digests == null) {
            return 0;
        }
        System.arraycopy(digests, from, some, 0, to - from);
        return part.touch(kind, some, to - from, buckets);
    }

    /** The hits for one payload, found by the same digests out of the same given ones. */
    record Answer(long key, List<HashHit> hits) {}

    private List<HashHit> collected(byte[] md5, byte[] sha1, byte[] sha256) {
        HitCollector hits = new HitCollector(sha1 != null, sha256 != null);
        for (IndexPart part : parts) {
            collect(part, DigestKind.SHA256, sha256, hits);
            collect(part, DigestKind.SHA1, sha1, hits);
            collect(part, DigestKind.MD5, md5, hits);
        }
        return hits.hits();
    }

    private static void collect(IndexPart part, DigestKind kind, byte[] digest, HitCollector hits) {
        int payload = part.find(kind, digest);
        if (payload >= 0) {
            part.collect(payload, kind, hits);
        }
    }
}
