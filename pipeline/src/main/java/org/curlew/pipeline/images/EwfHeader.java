package org.curlew.pipeline.images;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What the acquirer wrote about the case: zlib-compressed text, in a header section one byte a character (Windows code
 * page, dates as local time), in a header2 section UTF-16 (dates as seconds since 1970). The line after "main" names the
 * fields, the next holds their values, tab-separated.
 */
final class EwfHeader {

    /** Longest text read; notes are free text, real headers stay under a few KiB. */
    private static final int LONGEST = 1 << 20;

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("c", "case number"),
            Map.entry("n", "evidence number"),
            Map.entry("a", "description"),
            Map.entry("e", "examiner"),
            Map.entry("t", "notes"),
            Map.entry("m", "acquisition date"),
            Map.entry("u", "system date"),
            Map.entry("av", "software"),
            Map.entry("ov", "operating system"),
            Map.entry("md", "model"),
            Map.entry("sn", "serial number"),
            Map.entry("l", "device label"));

    private EwfHeader() {}

    /** @return the values by name, without the empty ones; null where the section is damaged */
    static Map<String, String> parse(ByteBuffer body) {
        byte[] text = inflate(body);
        return text == null ? null : fields(decode(text));
    }

    /** @return the uncompressed text, null where the section is damaged */
    static byte[] inflate(ByteBuffer body) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(body.duplicate());
            byte[] text = new byte[LONGEST];
            int length = 0;
            while (!inflater.finished()) {
                int got = inflater.inflate(text, length, text.length - length);
                if (got == 0 && !inflater.finished()) {
                    return null;
                }
                length += got;
            }
            return Arrays.copyOf(text, length);
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }

    private static String decode(byte[] text) {
        if (text.length >= 2 && text[0] == (byte) 0xff && text[1] == (byte) 0xfe
                || text.length >= 2 && text[0] == (byte) 0xfe && text[1] == (byte) 0xff) {
            return new String(text, StandardCharsets.UTF_16);
        }
        return new String(text, WINDOWS);
    }

    private static Map<String, String> fields(String text) {
        List<String> lines = text.lines().toList();
        int main = lines.indexOf("main");
        Map<String, String> fields = new LinkedHashMap<>();
        if (main < 0 || main + 2 >= lines.size()) {
            return fields;
        }
        String[] names = lines.get(main + 1).split("\t", -1);
        String[] values = lines.get(main + 2).split("\t", -1);
        for (int i = 0; i < Math.min(names.length, values.length); i++) {
            String name = NAMES.get(names[i]);
            if (name != null && !values[i].isBlank()) {
                fields.put(name, names[i].equals("m") || names[i].equals("u") ? date(values[i]) : values[i]);
            }
        }
        return fields;
    }

    /** ISO 8601: UTC where seconds were stored, without a zone where a local time was, as it stands where neither. */
    private static String date(String value) {
        String[] parts = value.trim().split(" +");
        try {
            if (parts.length == 1) {
                return Instant.ofEpochSecond(Long.parseLong(parts[0])).toString();
            }
            int[] n = Arrays.stream(parts).mapToInt(Integer::parseInt).toArray();
            return n.length == 6
                    ? LocalDateTime.of(n[0], n[1], n[2], n[3], n[4], n[5]).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                    : value;
        } catch (NumberFormatException | DateTimeException e) {
            return value;
        }
    }
}
