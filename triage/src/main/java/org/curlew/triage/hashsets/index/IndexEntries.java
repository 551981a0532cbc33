package org.curlew.triage.hashsets.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;

/** Gives back the entries of one set version: what an export writes. */
public final class IndexEntries {

    private static final int KINDS = Items.HAS_MD5 | Items.HAS_SHA1 | Items.HAS_SHA256 | Items.HAS_PERCEPTUAL;

    private IndexEntries() {}

    /**
     * An entry of a set.
     *
     * @param md5 lower-case hex; null where it has none
     * @param sha1 lower-case hex; null where it has none
     * @param sha256 lower-case hex; null where it has none
     * @param category null where it has none
     * @param series null where it has none
     * @param pdq lower-case hex; null where it has none
     * @param photoDna as its source wrote it; null where it has none
     */
    public record Entry(
            String md5,
            String sha1,
            String sha256,
            Integer category,
            boolean victimIdentified,
            boolean offenderIdentified,
            boolean distributed,
            String series,
            String pdq,
            String photoDna) {}

    /** Receives the entries one by one. */
    public interface Receiver {
        void entry(Entry entry) throws IOException;
    }

    /** How many entries of an index have a PDQ. */
    public static long pictures(Path folder) throws IOException {
        return Manifest.read(folder).rows().getOrDefault(Manifest.PICTURES, 0L);
    }

    /** Receives the PDQ of an entry. */
    public interface PictureReceiver {
        /**
         * @param pdq 32 bytes, the most significant first
         * @param category null where the set gives none
         */
        void picture(byte[] pdq, Integer category) throws IOException;
    }

    /** Hands over every PDQ of one set version in the order of the import, once for each category it has. */
    public static void readPictures(Path folder, PictureReceiver receiver) throws IOException {
        IndexPart part = new IndexPart(folder);
        LinkedRows.read(folder, (row, payload) -> {
            if (row.pdq() != null) {
                for (long item : part.items(payload)) {
                    receiver.picture(row.pdq(), Items.category(item));
                }
            }
        });
    }

    /** Entries with several digests or a perceptual value in the order of the import, then the others in the order of the digest. */
    public static void read(Path folder, Receiver receiver) throws IOException {
        IndexPart part = new IndexPart(folder);
        LinkedRows.read(folder, (row, payload) -> {
            for (long item : part.items(payload)) {
                receiver.entry(entry(row, item, part));
            }
        });
        for (DigestKind kind : DigestKind.values()) {
            int alone =
                    switch (kind) {
                        case MD5 -> Items.HAS_MD5;
                        case SHA1 -> Items.HAS_SHA1;
                        case SHA256 -> Items.HAS_SHA256;
                    };
            DigestFile.Cursor cursor = part.cursor(kind);
            while (cursor.next()) {
                for (long item : part.items(cursor.payload)) {
                    if ((Items.flags(item) & KINDS) == alone) {
                        byte[][] digests = new byte[DigestKind.values().length][];
                        digests[kind.ordinal()] = cursor.digest;
                        receiver.entry(entry(new LinkedRows.Linked(digests, null, null), item, part));
                    }
                }
            }
        }
    }

    private static Entry entry(LinkedRows.Linked row, long item, IndexPart part) {
        int flags = Items.flags(item);
        byte[][] digests = row.digests();
        return new Entry(
                hex(digests[DigestKind.MD5.ordinal()]),
                hex(digests[DigestKind.SHA1.ordinal()]),
                hex(digests[DigestKind.SHA256.ordinal()]),
                Items.category(item),
                (flags & Items.VICTIM) != 0,
                (flags & Items.OFFENDER) != 0,
                (flags & Items.DISTRIBUTED) != 0,
                part.series(item),
                hex(row.pdq()),
                row.photoDna());
    }

    private static String hex(byte[] digest) {
        return digest == null ? null : HexFormat.of().formatHex(digest);
    }
}
