package org.curlew.pipeline.filesystems;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.curlew.pipeline.images.ImageSource;

/**
 * Reads an MBR that the library refuses: it gives up the whole table where one of the first entries starts beyond the
 * end of the image. Entries are taken as they stand; the caller compares them with the image's size.
 */
final class MasterBootRecord {

    private static final int SECTOR = 512;
    private static final int TABLE = 446;
    private static final int ENTRY = 16;
    private static final int ENTRIES = 4;
    private static final int SIGNATURE = 510;
    private static final int LINK_LIMIT = 128;
    private static final Set<Integer> EXTENDED = Set.of(0x05, 0x0f, 0x85);
    private static final int PROTECTIVE = 0xee;

    private MasterBootRecord() {}

    /** The table's volumes, or none where there is no plausible table. */
    static List<PartitionEntry> read(ImageSource source) {
        List<PartitionEntry> found = new ArrayList<>();
        byte[] sector = Bytes.at(source, 0, SECTOR);
        if (!isTable(sector)) {
            return found;
        }
        for (int i = 0; i < ENTRIES; i++) {
            Slot slot = Slot.at(sector, i);
            if (slot.type() == PROTECTIVE) {
                return List.of();
            }
            if (EXTENDED.contains(slot.type())) {
                chain(source, slot.start(), found);
            } else if (slot.used()) {
                found.add(slot.entry(0));
            }
        }
        return found;
    }

    private static boolean isTable(byte[] sector) {
        if (sector.length < SECTOR || (sector[SIGNATURE] & 0xff) != 0x55 || (sector[SIGNATURE + 1] & 0xff) != 0xaa) {
            return false;
        }
        for (int i = 0; i < ENTRIES; i++) {
            int flag = sector[TABLE + i * ENTRY] & 0xff;
            if (flag != 0 && flag != 0x80) {
                return false;
            }
        }
        return true;
    }

    private static void chain(ImageSource source, long first, List<PartitionEntry> found) {
        Set<Long> seen = new HashSet<>();
        long at = first;
        while (seen.size() < LINK_LIMIT && seen.add(at)) {
            byte[] sector = Bytes.at(source, at * SECTOR, SECTOR);
            if (!isTable(sector)) {
                return;
            }
            Slot logical = Slot.at(sector, 0);
            if (logical.used()) {
                found.add(logical.entry(at));
            }
            Slot link = Slot.at(sector, 1);
            if (!EXTENDED.contains(link.type())) {
                return;
            }
            at = first + link.start();
        }
    }

    private record Slot(int type, long start, long sectors) {

        static Slot at(byte[] sector, int index) {
            int offset = TABLE + index * ENTRY;
            return new Slot(
                    sector[offset + 4] & 0xff,
                    Bytes.littleEndian(sector, offset + 8, 4),
                    Bytes.littleEndian(sector, offset + 12, 4));
        }

        boolean used() {
            return type != 0 && sectors != 0;
        }

        PartitionEntry entry(long base) {
            return new PartitionEntry((base + start) * SECTOR, sectors * SECTOR, "type 0x%02x".formatted(type), true);
        }
    }
}
