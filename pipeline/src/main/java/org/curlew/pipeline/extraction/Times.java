package org.curlew.pipeline.extraction;

import org.curlew.pipeline.filesystems.FileTime;
import org.curlew.pipeline.filesystems.TskEntry;
import org.curlew.pipeline.filesystems.TskFileSystem;

/** ISO 8601 in UTC, with as many digits as the file system keeps: text that sorts and compares without a parser. */
final class Times {

    private static final long SECONDS_A_DAY = 86_400;

    /** Years 0001 to 9999: what the format can write. */
    private static final long EARLIEST = -62_135_596_800L;

    private static final long LATEST = 253_402_300_799L;

    private final int digits;

    Times(TskFileSystem fileSystem) {
        this(fileSystem.isUfs2() ? 9 : digits(fileSystem.typeName()));
    }

    Times(int digits) {
        this.digits = digits;
    }

    /** Digits after the second: NTFS counts 100 ns, exFAT 10 ms, ext4, APFS and UFS2 ns, the others seconds. */
    private static int digits(String type) {
        return switch (type) {
            case "ntfs" -> 7;
            case "ext4", "apfs" -> 9;
            case "exfat" -> 2;
            default -> 0;
        };
    }

    String of(TskEntry entry, FileTime time) {
        return text(entry.seconds(time), entry.nanos(time));
    }

    /** Text of a time, "" for zero, which means none, and for a year the format cannot write. */
    String text(long seconds, int nanos) {
        if (seconds == 0 || seconds < EARLIEST || seconds > LATEST) {
            return "";
        }
        byte[] text = new byte[digits == 0 ? 20 : 21 + digits];
        date(Math.floorDiv(seconds, SECONDS_A_DAY), text);
        int ofDay = (int) Math.floorMod(seconds, SECONDS_A_DAY);
        text[10] = 'T';
        put(text, 11, 2, ofDay / 3600);
        text[13] = ':';
        put(text, 14, 2, ofDay / 60 % 60);
        text[16] = ':';
        put(text, 17, 2, ofDay % 60);
        if (digits > 0) {
            text[19] = '.';
            int fraction = nanos < 0 || nanos > 999_999_999 ? 0 : nanos;
            for (int i = digits; i < 9; i++) {
                fraction /= 10;
            }
            put(text, 20, digits, fraction);
        }
        text[text.length - 1] = 'Z';
        return new String(text, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Proleptic Gregorian date of a day counted from 1970; years start in March, so the leap day is the last. */
    private static void date(long day, byte[] text) {
        long shifted = day + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        long ofEra = shifted - era * 146_097;
        long yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        long ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long shiftedMonth = (5 * ofYear + 2) / 153;
        int month = (int) (shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9);
        put(text, 0, 4, (int) (yearOfEra + era * 400 + (month <= 2 ? 1 : 0)));
        text[4] = '-';
        put(text, 5, 2, month);
        text[7] = '-';
        put(text, 8, 2, (int) (ofYear - (153 * shiftedMonth + 2) / 5 + 1));
    }

    private static void put(byte[] text, int at, int width, int value) {
        int rest = value;
        for (int i = at + width - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
