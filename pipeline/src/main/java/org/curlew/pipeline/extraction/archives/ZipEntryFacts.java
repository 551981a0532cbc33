package org.curlew.pipeline.extraction.archives;

/**
 * A line of a zip's directory.
 *
 * @param name bytes as stored
 * @param modified ISO 8601, with Z in UTC, without it local time; "" for none
 * @param method how it is compressed
 * @param compressed bytes in the archive; -1 where only the data tells
 * @param localOffset of the local header
 */
record ZipEntryFacts(
        byte[] name,
        String modified,
        boolean encrypted,
        int method,
        long crc,
        long compressed,
        long size,
        long localOffset) {

    private static final int UTF8_FLAG = 0x0800;

    boolean isFolder() {
        return name.length > 0 && name[name.length - 1] == '/' && size <= 0;
    }

    /** DOS date and time, local to whoever packed it: shown as it stands, with no zone. */
    static String time(int date, int time) {
        int month = date >> 5 & 15;
        int day = date & 31;
        if (month < 1 || month > 12 || day < 1) {
            return "";
        }
        return "%04d-%02d-%02dT%02d:%02d:%02d"
                .formatted(1980 + (date >> 9 & 127), month, day, time >> 11 & 31, time >> 5 & 63, (time & 31) * 2);
    }

    /** Names without the UTF-8 flag are in the packer's code page, usually 437; valid UTF-8 is left alone. */
    static byte[] utf8(byte[] raw, int flags) {
        if ((flags & UTF8_FLAG) != 0 || isUtf8(raw)) {
            return raw;
        }
        return CodePage437.toUtf8(raw);
    }

    static boolean isUtf8(byte[] raw) {
        for (byte b : raw) {
            if (b < 0) {
                try {
                    java.nio.charset.StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(raw));
                    return true;
                } catch (java.nio.charset.CharacterCodingException other) {
                    return false;
                }
            }
        }
        return true;
    }
}
