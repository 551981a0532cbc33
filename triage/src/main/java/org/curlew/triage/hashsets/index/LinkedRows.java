package org.curlew.triage.hashsets.index;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final int PDQ = 8;
    private static final int PHOTO_DNA = 16;

    /** Bytes before an encoded row's digests. */
    static final int HEAD = 1 + Integer.BYTES;

    /** The longest encoded row. */
    static final int MOST_BYTES = HEAD + 16 + 20 + 32 + 32 + Short.BYTES + 3 * DigestRow.MOST_PHOTO_DNA;

    private LinkedRows() {}

    /** Writes a row into a buffer that has {@link #MOST_BYTES} left; returns the offset behind it. */
    static int encode(DigestRow row, int payload, byte[] into, int from) {
        into[from] = (byte) ((row.hasMd5 ? 1 : 0)
                | (row.hasSha1 ? 2 : 0)
                | (row.hasSha256 ? 4 : 0)
                | (row.hasPdq ? PDQ : 0)
                | (row.photoDna != null ? PHOTO_DNA : 0));
        INT.set(into, from + 1, payload);
        int at = from + HEAD;
        at = row.hasMd5 ? put(row.md5, into, at) : at;
        at = row.hasSha1 ? put(row.sha1, into, at) : at;
        at = row.hasSha256 ? put(row.sha256, into, at) : at;
        at = row.hasPdq ? put(row.pdq, into, at) : at;
        return row.photoDna == null ? at : putText(row.photoDna, into, at);
    }

    private static int put(byte[] digest, byte[] into, int at) {
        System.arraycopy(digest, 0, into, at, digest.length);
        return at + digest.length;
    }

    /** As {@link java.io.DataInput#readUTF} reads it. */
    private static int putText(String text, byte[] into, int from) {
        int at = from + Short.BYTES;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 1 && c <= 0x7f) {
                into[at++] = (byte) c;
            } else if (c <= 0x7ff) {
                into[at++] = (byte) (0xc0 | c >> 6);
                into[at++] = (byte) (0x80 | c & 0x3f);
            } else {
                into[at++] = (byte) (0xe0 | c >> 12);
                into[at++] = (byte) (0x80 | c >> 6 & 0x3f);
                into[at++] = (byte) (0x80 | c & 0x3f);
            }
        }
        SHORT.set(into, from, (short) (at - from - Short.BYTES));
        return at;
    }

    /** Offset behind an encoded row. */
    static int end(byte[] rows, int at) {
        int mask = rows[at];
        int end = at
                + HEAD
                + (mask & 1) * 16
                + (mask >> 1 & 1) * 20
                + (mask >> 2 & 1) * 32
                + ((mask & PDQ) == 0 ? 0 : 32);
        return (mask & PHOTO_DNA) == 0 ? end : end + Short.BYTES + ((short) SHORT.get(rows, end) & 0xffff);
    }

    static int payload(byte[] rows, int at) {
        return (int) INT.get(rows, at + 1);
    }

    /** Whether an encoded row says more than the sorted digests do. */
    static boolean kept(int mask) {
        return Integer.bitCount(mask & 7) > 1 || (mask & (PDQ | PHOTO_DNA)) != 0;
    }

    static final class Writer implements Closeable {

        private final FileChannel channel;
        private final BufferedOutputStream out;

        Writer(Path folder) throws IOException {
            channel = FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        }

        /** Takes an encoded row. */
        void write(byte[] row, int from, int length) throws IOException {
            out.write(row, from, length);
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
