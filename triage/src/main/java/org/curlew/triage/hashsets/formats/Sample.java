package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The beginning of a file, by which its format is told.
 *
 * @param file the file itself, for formats whose head alone does not tell
 * @param head first 64 KiB as they are
 * @param text the same as text, without byte-order mark, UTF-16 decoded, else one character a byte
 * @param whole whether the head is the whole file
 */
public record Sample(Path file, byte[] head, String text, boolean whole) {

    private static final int SIZE = 1 << 16;

    public static Sample of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(SIZE);
            TextEncoding encoding = TextEncoding.of(head);
            String text = new String(
                    head,
                    encoding.markBytes(),
                    head.length - encoding.markBytes(),
                    encoding.wide() == null ? StandardCharsets.ISO_8859_1 : encoding.wide());
            return new Sample(file, head, text, head.length < SIZE);
        }
    }

    /** Whether the file begins with these bytes. */
    boolean startsWith(int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= head.length || (head[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first line, trimmed. */
    String firstLine() {
        return text.lines().findFirst().orElse("").strip();
    }

    /** Whole lines of the head; the last one is left out where the head may cut it. */
    List<String> lines() {
        List<String> lines = text.lines().toList();
        return whole || lines.size() < 2 ? lines : lines.subList(0, lines.size() - 1);
    }

    /**
     * Column names of a first line that is a table's head, in lower case; empty where it has fewer than two. PowerShell's line
     * {@code #TYPE} before it is no part of the table.
     */
    List<String> columns() {
        String line =
                text.lines().dropWhile(CsvRows::isType).findFirst().orElse("").strip();
        char delimiter = CsvRows.delimiter(line);
        List<String> columns = CsvRows.split(line, delimiter).stream()
                .map(c -> c.strip().toLowerCase(Locale.ROOT))
                .toList();
        return columns.size() < 2 ? List.of() : columns;
    }
}
