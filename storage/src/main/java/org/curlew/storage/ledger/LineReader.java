package org.curlew.storage.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Gives the lines of a file as ranges of one buffer, which grows only to the longest line. */
final class LineReader implements AutoCloseable {

    /** Nothing of ours writes a longer line; a file without line ends must not fill the memory. */
    private static final int LONGEST = 64 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 20];
    private int filled;
    private int start;
    private int end = -1;
    private boolean over;

    LineReader(Path file) throws IOException {
        in = Files.newInputStream(file);
    }

    /** Moves to the next line; an unfinished last line counts. */
    boolean next() throws IOException {
        if (over) {
            return false;
        }
        start = end + 1;
        int searched = start;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    end = i;
                    return true;
                }
            }
            searched = filled - start;
            if (!fill()) {
                over = true;
                end = filled;
                return filled > start;
            }
        }
    }

    /** Moves the begun line to the front and reads behind it. */
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            if (filled >= LONGEST) {
                throw new IOException("a line is longer than " + LONGEST + " bytes");
            }
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        int n = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(n, 0);
        return n > 0;
    }

    /** Whether the line lacks its end: it is the last one, and may be cut off. */
    boolean unfinished() {
        return over;
    }

    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
