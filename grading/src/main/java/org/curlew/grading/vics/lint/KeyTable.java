package org.curlew.grading.vics.lint;

import java.io.IOException;

/** Keys of 128 bits with their counts, by open addressing over one array: high, low, first row plus one (0 is an empty slot), count. */
final class KeyTable {

    interface Each {
        void accept(long high, long low, long first, long count) throws IOException;
    }

    private static final int FIELDS = 4;

    private long[] slots;
    private int mask;
    private int rows;

    /** @param expected rows that fit without growing */
    KeyTable(int expected) {
        int size = Integer.highestOneBit(Math.max(16, expected) * 2 - 1) << 1;
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

    int rows() {
        return rows;
    }

    void repeated(KeyCounter.Sink sink) {
        for (int at = 0; at < slots.length; at += FIELDS) {
            if (slots[at + 2] != 0 && slots[at + 3] > 1) {
                sink.accept(new KeyCounter.Repeated(slots[at], slots[at + 1], slots[at + 2] - 1, slots[at + 3]));
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
