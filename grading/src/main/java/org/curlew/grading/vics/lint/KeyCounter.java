package org.curlew.grading.vics.lint;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Finds keys of 128 bits that occur more than once, exactly and in bounded memory: a table in memory, and when it is full, its rows and
 * every further key go to files by the key's hash ({@link KeyFiles}), each of which is counted alone at the end.
 */
final class KeyCounter implements AutoCloseable {

    /**
     * A key that was repeated.
     *
     * @param first number of the row that had it first
     */
    record Repeated(long high, long low, long first, long count) {}

    /** Receives the repeated keys. */
    interface Sink {
        void accept(Repeated repeated);
    }

    private final int rowsInMemory;
    private KeyTable table = new KeyTable(1 << 10);
    private KeyFiles files;

    /** @param rowsInMemory about 64 bytes of memory each */
    KeyCounter(int rowsInMemory) {
        this.rowsInMemory = rowsInMemory;
    }

    void add(long high, long low, long row) {
        if (files == null) {
            table.add(high, low, row, 1);
            if (table.rows() >= rowsInMemory) {
                spill();
            }
        } else {
            try {
                files.add(high, low, row);
            } catch (IOException e) {
                throw files.failed("written to", e);
            }
        }
    }

    /** Ends the counting. */
    void finish(Sink sink) {
        if (files == null) {
            table.repeated(sink);
            return;
        }
        try {
            files.repeated(sink);
        } catch (IOException e) {
            throw files.failed("counted in", e);
        }
    }

    private void spill() {
        try {
            files = new KeyFiles();
        } catch (IOException e) {
            throw new UncheckedIOException("Keys could not be written to a temporary folder: is the disk full?", e);
        }
        try {
            table.forEach((high, low, first, count) -> {
                for (long i = 0; i < count; i++) {
                    files.add(high, low, first);
                }
            });
            table = null;
        } catch (IOException e) {
            throw files.failed("written to", e);
        }
    }

    @Override
    public void close() {
        if (files != null) {
            files.close();
        }
    }
}
