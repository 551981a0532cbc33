package org.curlew.triage.hashsets.formats;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table of separated values with a head line, one row a line. Quotes are taken off and doubled ones halved; a quote that is not
 * closed on its line ends there, since the tools at hand write file names with stray quotes but never a line break in a row of digests.
 */
final class CsvRows implements Closeable {

    private static final int MOST_COLUMNS = 256;

    private final LineReader lines;
    private final byte delimiter;
    private final Map<String, Integer> columns = new HashMap<>();
    private final int[] from = new int[MOST_COLUMNS];
    private final int[] to = new int[MOST_COLUMNS];
    private int count;
    private boolean openQuote;

    /** Reads the head line. */
    CsvRows(Path file) throws IOException {
        lines = new LineReader(file);
        String head;
        do {
            if (!lines.next()) {
                throw new BrokenFileException("the file is empty");
            }
            head = lines.text();
        } while (isType(head));
        delimiter = (byte) delimiter(head);
        for (String name : split(head, (char) delimiter)) {
            columns.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), columns.size());
        }
    }

    /** Moves to the next row that is not blank; false after the last. */
    boolean next() throws IOException {
        while (lines.next()) {
            if (lines.end > lines.start) {
                parse();
                return true;
            }
        }
        return false;
    }

    /** Whether this is the line that PowerShell's Export-Csv puts before the head of any table: {@code #TYPE} and a class. */
    static boolean isType(String line) {
        return line.startsWith("#TYPE ");
    }

    private void parse() {
        byte[] b = lines.buffer;
        count = 0;
        openQuote = false;
        int at = lines.start;
        while (count < MOST_COLUMNS) {
            int stop;
            if (at < lines.end && b[at] == '"') {
                int close = at + 1;
                while (close < lines.end
                        && !(b[close] == '"' && (close + 1 == lines.end || b[close + 1] == delimiter))) {
                    close++;
                }
                from[count] = at + 1;
                to[count++] = close;
                openQuote = close == lines.end;
                stop = Math.min(close + 1, lines.end);
            } else {
                stop = at;
                while (stop < lines.end && b[stop] != delimiter) {
                    stop++;
                }
                from[count] = at;
                to[count++] = stop;
            }
            if (stop >= lines.end) {
                return;
            }
            at = stop + 1;
        }
    }

    /** Number of the first column that has one of the names, in any case; -1 where none has. */
    int column(String... names) {
        for (String name : names) {
            Integer column = columns.get(name.toLowerCase(Locale.ROOT));
            if (column != null) {
                return column;
            }
        }
        return -1;
    }

    int columnCount() {
        return columns.size();
    }

    /** Fields of this row. */
    int count() {
        return count;
    }

    /** The field, trimmed; empty where the row has none there. */
    String field(int column) {
        if (column < 0 || column >= count) {
            return "";
        }
        return new String(lines.buffer, from[column], to[column] - from[column], StandardCharsets.UTF_8)
                .replace("\"\"", "\"")
                .strip();
    }

    boolean isEmpty(int column) {
        return column < 0 || column >= count || trimmedEnd(column) <= trimmedStart(column);
    }

    byte[] bytes() {
        return lines.buffer;
    }

    /** Start of the field in {@link #bytes()}, without white space. */
    int trimmedStart(int column) {
        int at = from[column];
        while (at < to[column] && lines.buffer[at] == ' ') {
            at++;
        }
        return at;
    }

    int trimmedEnd(int column) {
        int at = to[column];
        while (at > from[column] && lines.buffer[at - 1] == ' ') {
            at--;
        }
        return at;
    }

    /** Line number, from 1. */
    long line() {
        return lines.number();
    }

    boolean terminated() {
        return lines.terminated();
    }

    /** Whether the line ended within quotes. */
    boolean openQuote() {
        return openQuote;
    }

    String text() {
        return lines.text();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** The separator a head line uses: the most frequent of comma, semicolon and tab. */
    static char delimiter(String head) {
        char best = ',';
        long most = 0;
        for (char candidate : new char[] {',', ';', '\t'}) {
            long uses = head.chars().filter(c -> c == candidate).count();
            if (uses > most) {
                most = uses;
                best = candidate;
            }
        }
        return best;
    }

    /** Splits one line as a row is split. */
    static List<String> split(String line, char delimiter) {
        List<String> fields = new ArrayList<>();
        for (String field : Arrays.asList(line.split(java.util.regex.Pattern.quote(String.valueOf(delimiter)), -1))) {
            String trimmed = field.strip();
            boolean quoted = trimmed.length() > 1 && trimmed.startsWith("\"") && trimmed.endsWith("\"");
            fields.add(quoted ? trimmed.substring(1, trimmed.length() - 1) : trimmed);
        }
        return fields;
    }
}
