package org.curlew.triage.hashsets.formats;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Steps through the statements of an SQL file in constant memory; comments fall away, quoted text stays as it is. */
final class SqlStatements implements Closeable {

    private static final int LONGEST = 1 << 20;

    private final Path file;
    private final BufferedReader in;
    private long line = 1;
    private long begun = 1;

    SqlStatements(Path file) throws IOException {
        this.file = file;
        in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }

    /** Number of the line on which the statement begins, from 1. */
    long line() {
        return begun;
    }

    /**
     * The next statement without its semicolon; null after the last.
     *
     * @throws BrokenFileException where the file ends within a statement
     */
    String next() throws IOException {
        StringBuilder statement = new StringBuilder();
        for (int c; (c = read()) >= 0; ) {
            if (c == '-' && peek() == '-') {
                skipTo("\n");
                c = '\n';
            } else if (c == '/' && peek() == '*') {
                read();
                skipTo("*/");
                c = ' ';
            }
            if (c == ';') {
                if (!statement.isEmpty()) {
                    return statement.toString().strip();
                }
            } else if (!statement.isEmpty() || !Character.isWhitespace(c) && c != '\uFEFF') {
                begun = statement.isEmpty() ? line : begun;
                statement.append((char) c);
                if (c == '\'' || c == '"' || c == '`') {
                    quoted(statement, c);
                }
            }
        }
        if (!statement.isEmpty()) {
            throw cut();
        }
        return null;
    }

    /** A doubled quote ends one text and begins the next, which comes to the same. */
    private void quoted(StringBuilder statement, int quote) throws IOException {
        for (int c; (c = read()) != quote; ) {
            if (c < 0) {
                throw cut();
            }
            statement.append((char) c);
            if (statement.length() > LONGEST) {
                throw new BrokenFileException("the statement at line " + begun + " is longer than 1 MiB");
            }
        }
        statement.append((char) quote);
    }

    private BrokenFileException cut() {
        return new BrokenFileException(file + ": cut short in the statement at line " + begun + "; copy it again");
    }

    private void skipTo(String end) throws IOException {
        int matched = 0;
        for (int c; matched < end.length() && (c = read()) >= 0; ) {
            matched = c == end.charAt(matched) ? matched + 1 : c == end.charAt(0) ? 1 : 0;
        }
    }

    private int peek() throws IOException {
        in.mark(1);
        int c = in.read();
        in.reset();
        return c;
    }

    private int read() throws IOException {
        int c = in.read();
        line += c == '\n' ? 1 : 0;
        return c;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
