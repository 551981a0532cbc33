package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The footer of a VHD: as it stands at the end, or its copy at the beginning, or, for a fixed disk, which has no copy and needs
 * none, what is left of it.
 *
 * @param type {@link #FIXED}, {@link #DYNAMIC}, {@link #DIFFERENCING} or anything else the file states
 * @param bytes size of the media
 * @param stored of a fixed disk, the bytes that lie before the footer
 * @param headerAt of all others, where the next header begins
 * @param creator four letters of the program that made it, may be empty
 * @param damage what is wrong with it, or null
 */
record VhdFooter(int type, long bytes, long stored, long headerAt, String creator, String damage) {

    static final int FIXED = 2;
    static final int DYNAMIC = 3;
    static final int DIFFERENCING = 4;

    private static final String COOKIE = "conectix";
    private static final int LENGTH = 512;

    /** Version 1.0 and "no further header": what tells a fixed disk's footer where the cookie itself is damaged. */
    private static final String FIXED_SIGN = "\0\1\0\0" + "\u00ff".repeat(8);

    private static final int FIXED_SIGN_AT = 12;

    /** 2040 GiB, the most that the specification's 32-bit sector numbers reach. */
    private static final long MOST_BYTES = 0xff000000L * 512;

    static boolean isIn(Probe probe) {
        return probe.starts(0, COOKIE)
                || probe.ends(lengthIn(probe.size()), COOKIE)
                || probe.ends(LENGTH - FIXED_SIGN_AT, FIXED_SIGN);
    }

    /** Its bytes at the end of the file: 512; 511 of Virtual PC before 2004; fewer where the file is cut. */
    private static int lengthIn(long size) {
        return size % LENGTH == 0 ? LENGTH : (int) (size % LENGTH);
    }

    static VhdFooter of(PartFile file) throws IOException {
        int length = lengthIn(file.size());
        long before = file.size() - length;
        ByteBuffer last = padded(file.bytes(before, length));
        ByteBuffer first = padded(file.bytes(0, LENGTH));
        boolean hasCopy = PartFile.text(first, 0, 8).equals(COOKIE);
        // two that agree are believed, as some tools forget the checksum
        boolean whole = length >= LENGTH - 1;
        if (whole && (isSound(last) || hasCopy && last.equals(first))) {
            return of(last, before, null);
        }
        if (isSound(first)) {
            return of(first, before, "no sound footer at the end, its copy at the beginning was used");
        }
        boolean dynamic = hasCopy
                || PartFile.text(padded(file.bytes(LENGTH, LENGTH)), 0, 8).equals("cxsparse");
        boolean isFixed =
                !whole || last.getInt(60) == FIXED || last.getLong(40) == before || last.getLong(48) == before;
        if (dynamic || !isFixed) {
            throw damaged(file, "its footer fails its checksum");
        }
        return new VhdFooter(
                FIXED,
                before,
                before,
                0,
                PartFile.text(last, 28, 4),
                "the footer %s; all %d bytes before it are taken for the disk"
                        .formatted(whole ? "fails its checksum" : "is cut off", before));
    }

    private static VhdFooter of(ByteBuffer footer, long before, String damage) {
        int type = footer.getInt(60);
        long stated = footer.getLong(48);
        long bytes = stated > MOST_BYTES ? 0 : stated;
        String wrong = damage;
        if (type == FIXED && stated != before) {
            // what lies beyond a size that is too small could hide there: it is read
            bytes = Math.max(bytes, before);
            wrong = "the footer states %d bytes, %d lie before it".formatted(stated, before);
        }
        return new VhdFooter(type, bytes, before, footer.getLong(16), PartFile.text(footer, 28, 4), wrong);
    }

    private static ByteBuffer padded(ByteBuffer bytes) {
        return ByteBuffer.allocate(LENGTH).put(0, bytes, 0, bytes.limit()).order(ByteOrder.BIG_ENDIAN);
    }

    private static boolean isSound(ByteBuffer footer) {
        return PartFile.text(footer, 0, 8).equals(COOKIE) && sum(footer, LENGTH, 64) == footer.getInt(64);
    }

    /** One's complement of the sum of all bytes, the checksum's own four left out. */
    static int sum(ByteBuffer bytes, int length, int checksumAt) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += i >= checksumAt && i < checksumAt + 4 ? 0 : bytes.get(i) & 0xff;
        }
        return ~sum;
    }

    static ImageRefusedException damaged(PartFile file, String how) {
        return new ImageRefusedException(
                "%s is a damaged VHD: %s; copy it again from the original".formatted(file.path(), how));
    }
}
