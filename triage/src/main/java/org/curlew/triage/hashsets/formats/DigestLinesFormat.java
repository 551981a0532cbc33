package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import org.curlew.triage.hashsets.index.DigestRow;

/**
 * One digest a line, MD5, SHA-1 or SHA-256 by its length: bare; with a path as md5sum and its kin write it ({@code hash  path},
 * {@code hash *path}, {@code \hash  path} for escaped names); with the size first as md5deep -z does; {@code MD5 (path) = hash} as BSD
 * does; a first line {@code MD5} or the like. Blank lines and lines that begin with {@code #} or {@code %} are passed over.
 */
final class DigestLinesFormat implements HashListFormat {

    @Override
    public String name() {
        return "digest-list";
    }

    @Override
    public boolean recognises(Sample sample) {
        DigestRow row = new DigestRow();
        for (String line : sample.lines()) {
            byte[] bytes = line.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            if (!isComment(bytes, 0, bytes.length) && parse(bytes, 0, bytes.length, row.clear()) == null) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        sink.placesAre("line");
        try (LineReader lines = new LineReader(file)) {
            while (lines.next()) {
                if (isComment(lines.buffer, lines.start, lines.end)) {
                    continue;
                }
                String problem = parse(lines.buffer, lines.start, lines.end, sink.row());
                if (problem == null) {
                    sink.accept(lines.number());
                } else if (lines.number() == 1 && isHeading(lines.text())) {
                    sink.note("line 1 is a heading: " + lines.text().strip());
                } else if (!lines.terminated()) {
                    throw new BrokenFileException(
                            "line " + lines.number() + " is cut short (" + problem + "), rows may be missing");
                } else {
                    sink.reject(lines.number(), problem, lines.text());
                }
            }
        }
    }

    private static boolean isComment(byte[] b, int from, int to) {
        int at = skipBlanks(b, from, to);
        return at == to || b[at] == '#' || b[at] == '%';
    }

    private static boolean isHeading(String line) {
        return line.strip().replace("-", "").toLowerCase(Locale.ROOT).matches("\"?(md5|sha1|sha256|hash)\"?");
    }

    /** Fills the row from a line; returns why it cannot, or null. */
    static String parse(byte[] b, int from, int to, DigestRow row) {
        int at = skipBlanks(b, from, to);
        if (at < to && (b[at] == '\\' || b[at] == '"')) {
            at++;
        }
        int end = hexEnd(b, at, to);
        if (isSize(b, at, end, to)) {
            at = skipBlanks(b, end, to);
            end = hexEnd(b, at, to);
        }
        if (end > at && (end == to || isSeparator(b[end]))) {
            return row.hex(b, at, end);
        }
        return bsd(b, at, to, row);
    }

    /** {@code NAME (path) = hash}: the digest is the last word. */
    private static String bsd(byte[] b, int from, int to, DigestRow row) {
        int end = to;
        while (end > from && b[end - 1] == ' ') {
            end--;
        }
        int at = end;
        while (at > from && HexFormat.isHexDigit(b[at - 1])) {
            at--;
        }
        boolean framed = at - from > 5 && b[at - 1] == ' ' && b[at - 2] == '=' && b[at - 3] == ' ' && b[at - 4] == ')';
        return framed ? row.hex(b, at, end) : "no digest where one belongs";
    }

    /** Up to twenty decimal digits, a blank and then more: the size of md5deep -z. */
    private static boolean isSize(byte[] b, int from, int to, int lineEnd) {
        if (to == from || to - from > 20 || to >= lineEnd || b[to] != ' ') {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (b[i] < '0' || b[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isSeparator(byte b) {
        return b == ' ' || b == '\t' || b == ',' || b == ';' || b == '"' || b == '|';
    }

    private static int hexEnd(byte[] b, int from, int to) {
        int at = from;
        while (at < to && HexFormat.isHexDigit(b[at])) {
            at++;
        }
        return at;
    }

    private static int skipBlanks(byte[] b, int from, int to) {
        int at = from;
        while (at < to && (b[at] == ' ' || b[at] == '\t')) {
            at++;
        }
        return at;
    }
}
