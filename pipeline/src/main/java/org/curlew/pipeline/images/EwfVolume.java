package org.curlew.pipeline.images;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The geometry of the media, from a volume, disk or data section. Long form (1052 bytes: EnCase, FTK, linen) and short
 * form (94 bytes: the original EWF and SMART) end in an Adler-32 of what precedes.
 *
 * @param sectors sectors of the media
 * @param set identifier that all segment files of one image share, hex; empty where there is none
 */
record EwfVolume(int sectorsPerChunk, int bytesPerSector, long sectors, int mediaType, String set) {

    private static final int LONG_FORM = 1052;
    private static final int SHORT_FORM = 94;

    /** @return null where the section is damaged */
    static EwfVolume parse(ByteBuffer body) {
        if (body.limit() >= LONG_FORM && sound(body, LONG_FORM)) {
            byte[] set = new byte[16];
            body.get(64, set);
            String name = Arrays.equals(set, new byte[16]) ? "" : HexFormat.of().formatHex(set);
            return new EwfVolume(body.getInt(8), body.getInt(12), body.getLong(16), body.get(0) & 0xff, name);
        }
        if (body.limit() >= SHORT_FORM && sound(body, SHORT_FORM)) {
            return new EwfVolume(
                    body.getInt(8), body.getInt(12), Integer.toUnsignedLong(body.getInt(16)), body.get(0) & 0xff, "");
        }
        return null;
    }

    private static boolean sound(ByteBuffer body, int length) {
        return body.getInt(length - 4) == EwfSection.adler(body, 0, length - 4);
    }

    /** Whether two segments can be of one image: the same geometry and, where both state one, the same identifier. */
    boolean sameImage(EwfVolume other) {
        boolean sameSet = set.equals(other.set) || set.isEmpty() || other.set.isEmpty();
        return sameSet
                && sectors == other.sectors
                && sectorsPerChunk == other.sectorsPerChunk
                && bytesPerSector == other.bytesPerSector;
    }

    long chunkSize() {
        return (long) sectorsPerChunk * bytesPerSector;
    }

    long mediaSize() {
        return Math.multiplyExact(sectors, (long) bytesPerSector);
    }

    String mediaTypeName() {
        return switch (mediaType) {
            case 0 -> "removable disk";
            case 1 -> "fixed disk";
            case 3 -> "optical disc";
            case 14 -> "logical evidence";
            case 16 -> "memory";
            default -> "type " + mediaType;
        };
    }
}
