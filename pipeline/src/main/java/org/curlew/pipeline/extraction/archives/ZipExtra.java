package org.curlew.pipeline.extraction.archives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Extra fields of a zip's member: identifier and length of two bytes each, little-endian (APPNOTE.TXT 4.5). */
final class ZipExtra {

    private static final int UNIX_TIMES = 0x5455;
    private static final int UNIX_MODIFIED = 0x01;
    private static final int NTFS = 0x000a;
    private static final int NTFS_TIMES = 0x0001;
    private static final long FILETIME_A_SECOND = 10_000_000;
    private static final long SECONDS_FROM_1601_TO_1970 = 11_644_473_600L;

    private ZipExtra() {}

    /** The content of the field with an identifier, or null. */
    static ByteBuffer field(ByteBuffer fields, int identifier) {
        int at = 0;
        while (at + 4 <= fields.limit()) {
            int size = Short.toUnsignedInt(fields.getShort(at + 2));
            if (at + 4 + size > fields.limit()) {
                return null;
            }
            if (Short.toUnsignedInt(fields.getShort(at)) == identifier) {
                return fields.slice(at + 4, size).order(ByteOrder.LITTLE_ENDIAN);
            }
            at += 4 + size;
        }
        return null;
    }

    /** ISO 8601 UTC from NTFS's field (APPNOTE.TXT 4.5.5) or Info-ZIP's; without them the DOS time, which is local. */
    static String modified(ByteBuffer fields, int dosDate, int dosTime) {
        String ntfs = ntfs(field(fields, NTFS));
        String utc = ntfs.isEmpty() ? unix(field(fields, UNIX_TIMES)) : ntfs;
        return utc.isEmpty() ? ZipEntryFacts.time(dosDate, dosTime) : utc;
    }

    /** A byte of flags, then seconds since 1970 for each flag. */
    private static String unix(ByteBuffer times) {
        return times == null || times.limit() < 5 || (times.get(0) & UNIX_MODIFIED) == 0
                ? ""
                : Instants.text(FileTime.from(Instant.ofEpochSecond(times.getInt(1))));
    }

    /** Four reserved bytes, then fields of its own; the first time is the modification, in units of 100 ns since 1601. */
    private static String ntfs(ByteBuffer content) {
        ByteBuffer times = content == null || content.limit() < 4
                ? null
                : field(content.slice(4, content.limit() - 4).order(ByteOrder.LITTLE_ENDIAN), NTFS_TIMES);
        long time = times == null || times.limit() < 8 ? 0 : times.getLong(0);
        return time <= 0
                ? ""
                : Instants.text(FileTime.from(Instant.ofEpochSecond(
                        time / FILETIME_A_SECOND - SECONDS_FROM_1601_TO_1970, time % FILETIME_A_SECOND * 100)));
    }
}
