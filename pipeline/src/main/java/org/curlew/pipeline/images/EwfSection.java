package org.curlew.pipeline.images;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Adler32;

/**
 * One section of an EWF segment file, as its 76-byte descriptor states: type (16 bytes), offset of the next section,
 * size of this one, 40 unused bytes, Adler-32 of the 72 bytes before. All numbers are little-endian.
 *
 * @param type the name, "sectors" for instance; {@link #UNKNOWN} where damage leaves it open
 * @param offset of the descriptor in the segment file
 * @param end offset of the first byte after the section
 */
record EwfSection(String type, long offset, long end) {

    static final int DESCRIPTOR = 76;
    static final String UNKNOWN = "";
    static final List<String> TYPES = List.of(
            "header",
            "header2",
            "xheader",
            "volume",
            "disk",
            "data",
            "sectors",
            "table",
            "table2",
            "next",
            "done",
            "digest",
            "hash",
            "xhash",
            "error2",
            "session",
            "incomplete",
            "ltree",
            "ltypes");

    /** Offset of the section's own bytes. */
    long body() {
        return offset + DESCRIPTOR;
    }

    /** Bytes of the section without its descriptor. */
    long bodyLength() {
        return end - body();
    }

    boolean isLast() {
        return isLast(type);
    }

    static boolean isLast(String type) {
        return type.equals("done") || type.equals("next");
    }

    /** A descriptor as it stands in the file, believed or not. */
    record Descriptor(byte[] typeField, long next, long size, boolean sound) {

        static Descriptor parse(ByteBuffer bytes, int at) {
            byte[] type = new byte[16];
            bytes.get(at, type);
            return new Descriptor(
                    type,
                    bytes.getLong(at + 16),
                    bytes.getLong(at + 24),
                    bytes.getInt(at + 72) == adler(bytes, at, 72));
        }

        String type() {
            int length = 0;
            while (length < typeField.length && typeField[length] != 0) {
                length++;
            }
            return new String(typeField, 0, length, StandardCharsets.ISO_8859_1);
        }

        /** The known type nearest to the damaged name, {@link EwfSection#UNKNOWN} where none is near. */
        String nearestType() {
            String nearest = UNKNOWN;
            int least = 3;
            for (String candidate : TYPES) {
                byte[] padded = new byte[16];
                byte[] name = candidate.getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(name, 0, padded, 0, name.length);
                int different = 0;
                for (int i = 0; i < padded.length; i++) {
                    different += padded[i] == typeField[i] ? 0 : 1;
                }
                if (different < least) {
                    least = different;
                    nearest = candidate;
                }
            }
            return nearest;
        }

        /** Whether this can be a descriptor that stands at this offset: a sound checksum and lengths that agree. */
        boolean standsAt(long offset) {
            if (!sound || !TYPES.contains(type())) {
                return false;
            }
            return isLast(type()) ? next == offset || next == offset + DESCRIPTOR : next == offset + size;
        }
    }

    static int adler(ByteBuffer bytes, int from, int length) {
        Adler32 sum = new Adler32();
        sum.update(bytes.slice(from, length));
        return (int) sum.getValue();
    }
}
