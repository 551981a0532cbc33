package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Adler32;

/**
 * One copy of an offset table as it lies in a segment file: 24 bytes of header, 4 bytes a chunk (bit 31: compressed; the
 * rest: offset from the base), then an Adler-32 of the entries, which the original EWF and SMART leave out.
 *
 * @param entries number of chunks
 * @param base offset in the segment file that the entries count from
 * @param entriesAt offset of the first entry in the segment file
 * @param dataEnd offset of the first byte after the chunks: the end of the sectors section before the table, or of the
 *     table section itself where the chunks lie inside it
 * @param dataInside whether the chunks lie inside the table section
 */
record EwfTable(int entries, long base, long entriesAt, long dataEnd, boolean dataInside) {

    static final int HEADER = 24;

    /** Entries in one table that are held in memory at most: 64 MiB; real tables have 16,375 or 65,534. */
    private static final int MOST_ENTRIES = 16 << 20;

    private static final int COMPRESSED = 0x80000000;

    /**
     * @param sectorsEnd end of the sectors section before, -1 where there is none
     * @return null where the header is damaged or cannot be
     */
    static EwfTable parse(ByteBuffer header, EwfSection section, long sectorsEnd) {
        if (header.limit() < HEADER || header.getInt(20) != EwfSection.adler(header, 0, 20)) {
            return null;
        }
        int entries = header.getInt(0);
        long base = header.getLong(8);
        if (entries < 0 || entries > MOST_ENTRIES || base < 0 || HEADER + 4L * entries > section.bodyLength()) {
            return null;
        }
        long entriesAt = section.body() + HEADER;
        boolean dataInside = sectorsEnd < 0 && entriesAt + 4L * entries + 4 < section.end();
        long before = sectorsEnd < 0 ? section.offset() : sectorsEnd;
        return new EwfTable(entries, base, entriesAt, dataInside ? section.end() : before, dataInside);
    }

    /**
     * Where the chunks of a loaded table are.
     *
     * @param wholeFrom first entry that is a whole unsigned number without a compression bit
     */
    record Places(ByteBuffer bytes, int entries, long base, int wholeFrom, long dataEnd) {

        long offset(int index) {
            int entry = bytes.getInt(4 * index);
            return base + (index < wholeFrom ? entry & ~COMPRESSED : Integer.toUnsignedLong(entry));
        }

        boolean compressed(int index) {
            return index < wholeFrom && bytes.getInt(4 * index) < 0;
        }

        /** First byte after the chunk at the latest. */
        long end(int index) {
            return index + 1 < entries && offset(index + 1) > offset(index) ? offset(index + 1) : dataEnd;
        }
    }

    /** @return null where the entries are damaged */
    Places load(PartFile file) throws IOException {
        ByteBuffer bytes = file.bytes(entriesAt, 4 * entries + 4);
        if (bytes.limit() < 4 * entries) {
            return null;
        }
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        Adler32 sum = new Adler32();
        sum.update(bytes.slice(0, 4 * entries));
        boolean sound = bytes.limit() == 4 * entries + 4 && bytes.getInt(4 * entries) == (int) sum.getValue();
        if (!sound && !needsNoChecksum(bytes)) {
            return null;
        }
        return new Places(bytes, entries, base, wholeFrom(bytes), dataEnd);
    }

    /** The original EWF has no checksum here: its first chunk begins where the checksum would stand. */
    private boolean needsNoChecksum(ByteBuffer bytes) {
        if (!dataInside || entries == 0) {
            return false;
        }
        long previous = -1;
        for (int i = 0; i < entries; i++) {
            int entry = bytes.getInt(4 * i);
            if (entry >= 0 || (entry & ~COMPRESSED) <= previous) {
                return false;
            }
            previous = entry & ~COMPRESSED;
        }
        return base + (bytes.getInt(0) & ~COMPRESSED) == entriesAt + 4L * entries && base + previous < dataEnd;
    }

    /**
     * EnCase 6.7 kept more than 2 GiB in one table by letting the offset run into bit 31: from the first chunk that
     * passes 2^31 on, entries are whole unsigned numbers and the chunks are stored.
     */
    private int wholeFrom(ByteBuffer bytes) {
        for (int i = 0; i + 1 < entries; i++) {
            int here = bytes.getInt(4 * i) & ~COMPRESSED;
            int next = bytes.getInt(4 * i + 4);
            if ((next & ~COMPRESSED) < here && Integer.toUnsignedLong(next) > here) {
                return i + 1;
            }
        }
        return entries;
    }
}
