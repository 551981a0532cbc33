package org.curlew.pipeline.extraction;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;
import org.curlew.pipeline.filesystems.SystemCompression;
import org.curlew.pipeline.filesystems.TskAttribute;
import org.curlew.pipeline.filesystems.compression.CorruptUnitException;
import org.curlew.pipeline.filesystems.compression.UnitDecoder;

/**
 * Reads files that Windows packed by System Compression. Their stream begins with the places where its units begin, without the first
 * one's; the units follow, each packed by itself or, where packing did not help, as it is (the layout of a resource in a WIM file).
 */
final class PackedFiles {

    /** Sizes from here on have places of eight bytes. */
    private static final long WIDE = 1L << 32;

    private static final int PLACES = 4096;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment staging;
    private final Map<SystemCompression, UnitDecoder> decoders = new EnumMap<>(SystemCompression.class);
    private final long[] places = new long[PLACES + 1];
    private TskAttribute current;
    private UnitDecoder decoder;
    private long tableBytes;
    private int width;
    private long firstPlace;
    private long unit;
    private byte[] packed = new byte[0];
    private byte[] unpacked = new byte[0];

    /** @param staging for reading into, at least 64 KiB; used by others between calls */
    PackedFiles(MemorySegment staging) {
        this.staging = staging;
    }

    /**
     * Content of one unit from an offset.
     *
     * @return bytes given, or -1 where the stream itself cannot be read
     * @throws CorruptUnitException where a unit does not unpack to what it must
     */
    int read(TskAttribute file, long offset, int length, byte[] target, int at) throws CorruptUnitException {
        if (current != file) {
            begin(file);
        }
        long wanted = offset / decoder.unit();
        if (wanted != unit && !load(wanted)) {
            return -1;
        }
        int inside = (int) (offset - wanted * decoder.unit());
        int count = Math.min(length, sizeOf(wanted) - inside);
        System.arraycopy(unpacked, inside, target, at, count);
        return count;
    }

    private void begin(TskAttribute file) {
        current = file;
        decoder = decoders.computeIfAbsent(file.compression(), SystemCompression::decoder);
        width = file.size() >= WIDE ? 8 : 4;
        tableBytes = ((file.size() + decoder.unit() - 1) / decoder.unit() - 1) * width;
        firstPlace = -1;
        unit = -1;
        if (unpacked.length < decoder.unit()) {
            unpacked = new byte[decoder.unit()];
            packed = new byte[decoder.unit()];
        }
    }

    private int sizeOf(long wanted) {
        return (int) Math.min(decoder.unit(), current.size() - wanted * decoder.unit());
    }

    private boolean load(long wanted) throws CorruptUnitException {
        unit = -1;
        if (!findPlaces(wanted)) {
            return false;
        }
        long from = places[(int) (wanted - firstPlace)];
        long length = places[(int) (wanted - firstPlace) + 1] - from;
        int size = sizeOf(wanted);
        if (from < 0
                || length <= 0
                || length > size
                || from + length > current.packed().size() - tableBytes) {
            throw new CorruptUnitException("its packed unit " + wanted + " lies outside its stream");
        }
        if (current.packed().read(tableBytes + from, staging, length) != length) {
            return false;
        }
        boolean asItIs = length == size;
        MemorySegment.copy(staging, ValueLayout.JAVA_BYTE, 0, asItIs ? unpacked : packed, 0, (int) length);
        if (!asItIs) {
            try {
                decoder.decode(packed, (int) length, unpacked, size);
            } catch (CorruptUnitException e) {
                throw new CorruptUnitException("its packed unit " + wanted + " is damaged: " + e.getMessage());
            }
        }
        unit = wanted;
        return true;
    }

    /** Where units begin and the last of them ends, some thousands at once. */
    private boolean findPlaces(long wanted) {
        if (firstPlace >= 0 && wanted >= firstPlace && wanted < firstPlace + PLACES) {
            return true;
        }
        firstPlace = -1;
        long first = wanted / PLACES * PLACES;
        long units = tableBytes / width + 1;
        int count = (int) Math.min(PLACES, units - first);
        // The place of unit n is entry n - 1 of the table, and the last unit ends where the stream does.
        long from = Math.max(0, first - 1);
        long to = Math.min(units - 1, first + count);
        long bytes = (to - from) * width;
        if (bytes > 0 && current.packed().read(from * width, staging, bytes) != bytes) {
            return false;
        }
        for (int i = 0; i <= count; i++) {
            long number = first + i;
            places[i] = number == 0
                    ? 0
                    : number == units ? current.packed().size() - tableBytes : place((number - 1 - from) * width);
        }
        firstPlace = first;
        return true;
    }

    private long place(long at) {
        return width == 8 ? staging.get(LONG, at) : Integer.toUnsignedLong(staging.get(INT, at));
    }
}
