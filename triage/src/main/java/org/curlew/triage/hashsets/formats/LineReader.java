package org.curlew.triage.hashsets.formats;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Steps through the lines of a text as bytes, without making a string of each. LF, CR LF and CR end a line; UTF-16 is decoded. */
final class LineReader implements Closeable {

    private static final int BUFFER = 1 << 18;
    private static final int LONGEST = 1 << 24;

    private final InputStream in;

    /** The line is {@code buffer[start .. end)}; valid until the next step. */
    byte[] buffer = new byte[BUFFER];

    int start;
    int end;
    private int next;
    private int filled;
    private long number;
    private boolean ended;
    private boolean terminated = true;

    LineReader(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        byte[] head = raw.readNBytes(4);
        TextEncoding encoding = TextEncoding.of(head);
        if (encoding.wide() != null) {
            in = new WideText(raw, head, encoding);
        } else {
            in = raw;
            filled = head.length - encoding.markBytes();
            System.arraycopy(head, encoding.markBytes(), buffer, 0, filled);
        }
    }

    /** Moves to the next line; false after the last. */
    boolean next() throws IOException {
        int scan = next;
        while (true) {
            while (scan < filled && buffer[scan] != '\n' && buffer[scan] != '\r') {
                scan++;
            }
            boolean needsMore = scan == filled || buffer[scan] == '\r' && scan + 1 == filled;
            if (needsMore && !ended) {
                scan = fill(scan);
                continue;
            }
            if (scan == filled && next == filled) {
                return false;
            }
            start = next;
            end = scan;
            terminated = scan < filled;
            int width = terminated && buffer[scan] == '\r' && scan + 1 < filled && buffer[scan + 1] == '\n' ? 2 : 1;
            next = Math.min(filled, scan + width);
            number++;
            return true;
        }
    }

    private int fill(int scan) throws IOException {
        if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, filled - next);
            filled -= next;
            scan -= next;
            next = 0;
        } else if (filled == buffer.length) {
            if (buffer.length >= LONGEST) {
                throw new BrokenFileException(
                        "line " + (number + 1) + " is longer than 16 MiB; this is no list of digests");
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int got = in.read(buffer, filled, buffer.length - filled);
        ended = got < 0;
        filled += Math.max(got, 0);
        return scan;
    }

    /** Number of the line, from 1. */
    long number() {
        return number;
    }

    /** False for a last line without its end. */
    boolean terminated() {
        return terminated;
    }

    /** The line as text; bytes that are not UTF-8 become the replacement character. */
    String text() {
        return new String(buffer, start, end - start, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
