package org.curlew.grading.vics.lint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Finds keys of 128 bits that occur more than once, exactly and in bounded memory: a table of fixed size in memory, and when it is
 * full, its rows go to 128 files by the key's hash, each of which is counted alone at the end.
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

    private static final int PARTS = 128;
    private static final int FIELDS = 4;

    private final int rowsInMemory;
    private Table table = new Table(1 << 10);
    private Path folder;
    private OutputStream[] parts;

    /** @param rowsInMemory about 64 bytes of memory each */
    KeyCounter(int rowsInMemory) {
        this.rowsInMemory = rowsInMemory;
    }

    void add(long high, long low, long row) {
        table.add(high, low, row, 1);
        if (table.rows >= rowsInMemory) {
            spill();
        }
    }

    /** Ends the counting. */
    void finish(Sink sink) {
        if (parts == null) {
            table.repeated(sink);
            return;
        }
        spill();
        try {
            for (int i = 0; i < PARTS; i++) {
                parts[i].close();
                count(folder.resolve(Integer.toString(i))).repeated(sink);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Keys could not be counted in " + folder + ": is the disk full?", e);
        }
    }

    private static Table count(Path part) throws IOException {
        Table counted = new Table((int) Math.max(1 << 10, Files.size(part) / (8 * FIELDS)));
        try (InputStream in = new BufferedInputStream(Files.newInputStream(part), 1 << 16)) {
            byte[] bytes = new byte[FIELDS * Long.BYTES];
            ByteBuffer row = ByteBuffer.wrap(bytes);
            while (in.readNBytes(bytes, 0, bytes.length) == bytes.length) {
                row.clear();
                counted.add(row.getLong(), row.getLong(), row.getLong(), row.getLong());
            }
            return counted;
        }
    }

    private void spill() {
        try {
            if (parts == null) {
                folder = Files.createTempDirectory("curlew-lint");
                parts = new OutputStream[PARTS];
                for (int i = 0; i < PARTS; i++) {
                    parts[i] = new BufferedOutputStream(
                            Files.newOutputStream(folder.resolve(Integer.toString(i))), 1 << 13);
                }
            }
            // one write a row: each takes the stream's lock
            byte[] bytes = new byte[FIELDS * Long.BYTES];
            ByteBuffer row = ByteBuffer.wrap(bytes);
            table.forEach((high, low, first, count) -> {
                row.clear().putLong(high).putLong(low).putLong(first).putLong(count);
                parts[(int) (Table.hash(high, low) >>> 57)].write(bytes);
            });
            table.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("Keys could not be written to " + folder + ": is the disk full?", e);
        }
    }

    @Override
    public void close() {
        if (folder == null) {
            return;
        }
        try {
            for (int i = 0; i < PARTS; i++) {
                parts[i].close();
                Files.deleteIfExists(folder.resolve(Integer.toString(i)));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder " + folder + " could not be removed", e);
        }
    }

    /** Open addressing over one array: high, low, first row plus one (0 is an empty slot), count. */
    private static final class Table {

        private interface Each {
            void accept(long high, long low, long first, long count) throws IOException;
        }

        private long[] slots;
        private int mask;
        private int rows;

        Table(int expected) {
            int size = Integer.highestOneBit(Math.max(16, expected)) << 1;
            slots = new long[size * FIELDS];
            mask = size - 1;
        }

        void add(long high, long low, long first, long count) {
            if (rows * 2 > mask) {
                grow();
            }
            int slot = (int) hash(high, low) & mask;
            while (slots[slot * FIELDS + 2] != 0) {
                int at = slot * FIELDS;
                if (slots[at] == high && slots[at + 1] == low) {
                    slots[at + 2] = Math.min(slots[at + 2], first + 1);
                    slots[at + 3] += count;
                    return;
                }
                slot = slot + 1 & mask;
            }
            int at = slot * FIELDS;
            slots[at] = high;
            slots[at + 1] = low;
            slots[at + 2] = first + 1;
            slots[at + 3] = count;
            rows++;
        }

        void repeated(Sink sink) {
            for (int at = 0; at < slots.length; at += FIELDS) {
                if (slots[at + 2] != 0 && slots[at + 3] > 1) {
                    sink.accept(new Repeated(slots[at], slots[at + 1], slots[at + 2] - 1, slots[at + 3]));
                }
            }
        }

        void forEach(Each each) throws IOException {
            for (int at = 0; at < slots.length; at += FIELDS) {
                if (slots[at + 2] != 0) {
                    each.accept(slots[at], slots[at + 1], slots[at + 2] - 1, slots[at + 3]);
                }
            }
        }

        void clear() {
            Arrays.fill(slots, 0);
            rows = 0;
        }

        private void grow() {
            long[] old = slots;
            slots = new long[old.length * 2];
            mask = slots.length / FIELDS - 1;
            rows = 0;
            for (int at = 0; at < old.length; at += FIELDS) {
                if (old[at + 2] != 0) {
                    add(old[at], old[at + 1], old[at + 2] - 1, old[at + 3]);
                }
            }
        }

        // Keys are digests, or chosen by somebody who wants one file to hold them all: mixed, so that neither matters.
        static long hash(long high, long low) {
            long h = (high ^ Long.rotateLeft(low, 29)) * 0x9E3779B97F4A7C15L;
            h = (h ^ h >>> 32) * 0xD6E8FEB86659FD93L;
            return h ^ h >>> 32;
        }
    }
}
