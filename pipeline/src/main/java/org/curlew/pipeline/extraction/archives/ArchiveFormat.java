package org.curlew.pipeline.extraction.archives;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The archive formats that are opened, told by content. */
public enum ArchiveFormat {
    ZIP,
    GZIP,
    BZIP2,
    XZ,
    TAR,
    SEVEN_ZIP,
    RAR,
    RAR5;

    /** Bytes that {@link #of} wants to see: a tar's header. */
    public static final int HEAD = 512;

    private static final byte[] BZIP2_BLOCK = {0x31, 0x41, 0x59, 0x26, 0x53, 0x59};
    private static final byte[] XZ_MAGIC = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    private static final byte[] SEVEN_ZIP_MAGIC = {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c};
    private static final byte[] RAR_MAGIC = {'R', 'a', 'r', '!', 0x1a, 0x07, 0x00};
    private static final byte[] RAR5_MAGIC = {'R', 'a', 'r', '!', 0x1a, 0x07, 0x01, 0x00};
    private static final byte[] USTAR = "ustar".getBytes(StandardCharsets.US_ASCII);
    private static final int USTAR_OFFSET = 257;
    private static final int CHECKSUM_OFFSET = 148;
    private static final int CHECKSUM_LENGTH = 8;

    /** The format of a file by its first bytes, or null. */
    public static ArchiveFormat of(byte[] bytes, int offset, int length) {
        if (length < 10) {
            return null;
        }
        return switch (bytes[offset] & 0xff) {
            case 'P' -> isZip(bytes, offset) ? ZIP : tar(bytes, offset, length);
            case 0x1f -> isGzip(bytes, offset) ? GZIP : tar(bytes, offset, length);
            case 'B' -> isBzip2(bytes, offset) ? BZIP2 : tar(bytes, offset, length);
            case 0xfd -> starts(bytes, offset, XZ_MAGIC) ? XZ : tar(bytes, offset, length);
            case '7' -> starts(bytes, offset, SEVEN_ZIP_MAGIC) ? SEVEN_ZIP : tar(bytes, offset, length);
            case 'R' ->
                starts(bytes, offset, RAR_MAGIC)
                        ? RAR
                        : starts(bytes, offset, RAR5_MAGIC) ? RAR5 : tar(bytes, offset, length);
            default -> tar(bytes, offset, length);
        };
    }

    private static boolean isZip(byte[] bytes, int at) {
        return bytes[at + 1] == 'K'
                && (bytes[at + 2] == 3 && bytes[at + 3] == 4 || bytes[at + 2] == 5 && bytes[at + 3] == 6);
    }

    /** Magic, the only method there is, and no reserved flag. */
    private static boolean isGzip(byte[] bytes, int at) {
        return (bytes[at + 1] & 0xff) == 0x8b && bytes[at + 2] == 8 && (bytes[at + 3] & 0xe0) == 0;
    }

    private static boolean isBzip2(byte[] bytes, int at) {
        return bytes[at + 1] == 'Z'
                && bytes[at + 2] == 'h'
                && bytes[at + 3] >= '1'
                && bytes[at + 3] <= '9'
                && Arrays.equals(bytes, at + 4, at + 10, BZIP2_BLOCK, 0, BZIP2_BLOCK.length);
    }

    private static boolean starts(byte[] bytes, int at, byte[] magic) {
        return Arrays.equals(bytes, at, at + magic.length, magic, 0, magic.length);
    }

    private static ArchiveFormat tar(byte[] bytes, int at, int length) {
        if (length < HEAD
                || !Arrays.equals(bytes, at + USTAR_OFFSET, at + USTAR_OFFSET + USTAR.length, USTAR, 0, USTAR.length)) {
            return null;
        }
        long sum = 0;
        long stored = 0;
        for (int i = 0; i < HEAD; i++) {
            boolean inField = i >= CHECKSUM_OFFSET && i < CHECKSUM_OFFSET + CHECKSUM_LENGTH;
            sum += inField ? ' ' : bytes[at + i] & 0xff;
            if (inField && bytes[at + i] >= '0' && bytes[at + i] <= '7') {
                stored = stored * 8 + bytes[at + i] - '0';
            }
        }
        return sum == stored ? TAR : null;
    }
}
