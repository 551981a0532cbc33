package org.curlew.pipeline.images;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The sectors that the acquirer could not read from the device, from error2 sections: number of entries (4 bytes), 512
 * unused bytes, Adler-32, then first sector and number of sectors (4 bytes each) an entry, then an Adler-32 of these.
 */
final class EwfAcquisitionErrors {

    private static final int HEADER = 520;

    /** A run of sectors that could not be read. */
    record Sectors(long first, long count) {}

    private EwfAcquisitionErrors() {}

    static void read(ByteBuffer body, List<Sectors> errors, List<String> damage) {
        int entries = body.limit() < HEADER + 4 ? -1 : body.getInt(0);
        if (entries < 0
                || entries > (body.limit() - HEADER - 4) / 8
                || body.getInt(HEADER + 8 * entries) != EwfSection.adler(body, HEADER, 8 * entries)) {
            damage.add("section 'error2' (sectors that were unreadable at acquisition) is damaged");
            return;
        }
        for (int i = 0; i < entries; i++) {
            int at = HEADER + 8 * i;
            errors.add(
                    new Sectors(Integer.toUnsignedLong(body.getInt(at)), Integer.toUnsignedLong(body.getInt(at + 4))));
        }
    }

    static List<UnreadableRange> ranges(List<Sectors> errors, EwfVolume volume) {
        List<UnreadableRange> ranges = new ArrayList<>();
        for (Sectors error : errors) {
            long from = Math.min(error.first() * volume.bytesPerSector(), volume.mediaSize());
            long to = Math.min((error.first() + error.count()) * volume.bytesPerSector(), volume.mediaSize());
            if (to > from) {
                ranges.add(new UnreadableRange(from, to - from, "the device could not be read here at acquisition"));
            }
        }
        return ranges;
    }
}
