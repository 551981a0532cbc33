package org.curlew.triage.hashsets.index;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Which digests belong to one entry, which the sorted files no longer tell; needed to give a set away again. Only entries with more
 * than one digest or with a perceptual value are kept: a byte that says what, the payload number, the digests, the PDQ (32 bytes), the
 * PhotoDNA value as written (its length in two bytes, UTF-8).
 */
final class LinkedRows {

    static final String NAME = "rows";
    private static final int PDQ = 8;
    private static final int PHOTO_DNA = 16;

    private LinkedRows() {}

    static final class Writer implements Closeable {

        private final FileChannel channel;
        private final DataOutputStream out;

        Writer(Path folder) throws IOException {
            channel = FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
        }

        void add(DigestRow row, int payload) throws IOException {
            int mask = (row.hasMd5 ? 1 : 0) | (row.hasSha1 ? 2 : 0) | (row.hasSha256 ? 4 : 0);
            if (Integer.bitCount(mask) > 1 || row.perceptual()) {
                out.writeByte(mask | (row.hasPdq ? PDQ : 0) | (row.photoDna != null ? PHOTO_DNA : 0));
                out.writeInt(payload);
                for (DigestKind kind : DigestKind.values()) {
                    byte[] digest = row.digest(kind);
                    if (digest != null) {
                        out.write(digest);
                    }
                }
                if (row.hasPdq) {
                    out.write(row.pdq);
                }
                if (row.photoDna != null) {
                    out.writeUTF(row.photoDna);
                }
            }
        }

        void finish() throws IOException {
            out.flush();
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /**
     * A kept entry.
     *
     * @param digests by kind; null where it has none
     * @param pdq 32 bytes; null where it has none
     * @param photoDna as written; null where it has none
     */
    record Linked(byte[][] digests, byte[] pdq, String photoDna) {}

    /** Receives an entry. */
    interface Receiver {
        void row(Linked row, int payload) throws IOException;
    }

    /** Hands over every kept entry in the order of the import. */
    static void read(Path folder, Receiver receiver) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(folder.resolve(NAME)), 1 << 16))) {
            for (int mask; (mask = in.read()) >= 0; ) {
                int payload = in.readInt();
                byte[][] digests = new byte[DigestKind.values().length][];
                for (DigestKind kind : DigestKind.values()) {
                    if ((mask & 1 << kind.ordinal()) != 0) {
                        digests[kind.ordinal()] = in.readNBytes(kind.bytes());
                    }
                }
                byte[] pdq = (mask & PDQ) == 0 ? null : in.readNBytes(32);
                String photoDna = (mask & PHOTO_DNA) == 0 ? null : in.readUTF();
                receiver.row(new Linked(digests, pdq, photoDna), payload);
            }
        }
    }
}
