package org.curlew.triage.hashsets.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One opened index folder. */
final class IndexPart {

    /** {@link #find(byte[], byte[], byte[])} where the digests lead to different payloads. */
    static final long DIFFERENT = -1;

    private static final int ANSWERS = 1 << 12;

    /** Answers given before, one a slot; a race between threads only costs making one again. */
    final HashIndex.Answer[] answers = new HashIndex.Answer[ANSWERS];

    private final List<SetInfo> sets;
    private final PayloadTable payloads;
    private final DigestFile[] files = new DigestFile[DigestKind.values().length];

    IndexPart(Path folder) throws IOException {
        Manifest manifest = Manifest.read(folder);
        sets = manifest.sets();
        payloads = new PayloadTable(folder);
        for (DigestKind kind : DigestKind.values()) {
            files[kind.ordinal()] = DigestFile.open(folder.resolve(kind.label()), kind);
            if (files[kind.ordinal()].rows() != manifest.rows().get(kind.label())) {
                throw new IOException(folder + ": the " + kind.label() + " file is not the one the index was made with;"
                        + " import the set again");
            }
        }
    }

    List<SetInfo> sets() {
        return sets;
    }

    long rows(DigestKind kind) {
        return files[kind.ordinal()].rows();
    }

    /** Payload number; -1 where the digest is unknown or not given. */
    int find(DigestKind kind, byte[] digest) {
        DigestFile file = files[kind.ordinal()];
        return digest == null || file.rows() == 0 ? -1 : file.find(digest);
    }

    /** See {@link DigestFile#touch}. */
    long touch(DigestKind kind, byte[][] digests, int count, long[] buckets) {
        DigestFile file = files[kind.ordinal()];
        return digests == null || file.rows() == 0 ? 0 : file.touch(digests, count, buckets);
    }

    /**
     * Searches for all three at once.
     *
     * @return 0 where none is known; {@link #DIFFERENT}; else the one payload, times 8, with a bit for each digest that found it
     */
    long find(byte[] md5, byte[] sha1, byte[] sha256) {
        int byMd5 = find(DigestKind.MD5, md5);
        int bySha1 = find(DigestKind.SHA1, sha1);
        int bySha256 = find(DigestKind.SHA256, sha256);
        int any = Math.max(byMd5, Math.max(bySha1, bySha256));
        if (any < 0) {
            return 0;
        }
        boolean same =
                (byMd5 < 0 || byMd5 == any) && (bySha1 < 0 || bySha1 == any) && (bySha256 < 0 || bySha256 == any);
        int mask = (byMd5 < 0 ? 0 : 1) | (bySha1 < 0 ? 0 : 2) | (bySha256 < 0 ? 0 : 4);
        return same ? (long) any << 3 | mask : DIFFERENT;
    }

    void collect(int payload, DigestKind kind, HitCollector hits) {
        for (long item : payloads.items(payload)) {
            hits.add(sets.get(Items.set(item)), item, payloads.series(Items.series(item)), kind);
        }
    }

    DigestFile.Cursor cursor(DigestKind kind) {
        return files[kind.ordinal()].cursor();
    }

    long[] items(int payload) {
        return payloads.items(payload);
    }

    String series(long item) {
        return payloads.series(Items.series(item));
    }
}
