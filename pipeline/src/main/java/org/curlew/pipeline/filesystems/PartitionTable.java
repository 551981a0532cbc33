package org.curlew.pipeline.filesystems;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The device's partition table: GPT, MBR with its extended partitions, BSD, Sun or Apple, or none. */
final class PartitionTable {

    private static final int FLAG_ALLOCATED = 0x01;
    private static final int FLAG_META = 0x04;
    private static final long START = Tsk.offset("part.start");
    private static final long LENGTH = Tsk.offset("part.len");
    private static final long DESCRIPTION = Tsk.offset("part.desc");
    private static final long FLAGS = Tsk.offset("part.flags");

    /** A table has few sectors; a longer line is an extended partition, which holds space besides its table. */
    private static final long LONGEST_TABLE = 64;

    /** The last sectors of a GPT device hold the table again: 32 of entries and a header. */
    private static final long GPT_BACKUP_SECTORS = 33;

    /** Two of these can be added without an overflow. */
    private static final long FARTHEST = 1L << 61;

    /** More lines than any table holds; a corrupted one may claim more. */
    private static final int LINE_LIMIT = 4096;

    /** Where two tables could be meant, the more specific first. */
    private static final int[] CANDIDATES = {
        TskTypes.VOLUMES_GPT, TskTypes.VOLUMES_DOS, TskTypes.VOLUMES_MAC, TskTypes.VOLUMES_SUN, TskTypes.VOLUMES_BSD
    };

    private PartitionTable() {}

    /** Lines in the order of the media, or none where there is no table. */
    static List<PartitionEntry> read(TskImage image, Probe probe) {
        if (probe.before(Probe.TABLE) != null) {
            return MasterBootRecord.read(image.source());
        }
        List<PartitionEntry> lines = open(image, 0, TskTypes.DETECT);
        // Named outright, a type skips the checks that tell a table from a boot sector: only where two were found.
        boolean ambiguous = lines.isEmpty() && Tsk.error().contains(" or ");
        for (int i = 0; ambiguous && lines.isEmpty() && i < CANDIDATES.length; i++) {
            lines = open(image, 0, CANDIDATES[i]);
        }
        if (lines.isEmpty()) {
            lines = MasterBootRecord.read(image.source());
        }
        return lines.stream().flatMap(line -> inside(image, line).stream()).toList();
    }

    /** Space without the table's own sectors, which lie in it. */
    private static List<PartitionEntry> outside(List<PartitionEntry> tables, PartitionEntry space) {
        List<PartitionEntry> rest = new ArrayList<>(List.of(space));
        for (PartitionEntry table : tables) {
            rest = rest.stream().flatMap(part -> part.without(table).stream()).toList();
        }
        return rest;
    }

    /** A BSD slice holds a table of its own; its first file system alone would hide the others. */
    private static List<PartitionEntry> inside(TskImage image, PartitionEntry line) {
        if (!line.allocated() || !line.description().toLowerCase(Locale.ROOT).contains("bsd")) {
            return List.of(line);
        }
        List<PartitionEntry> inner = open(image, line.offset(), TskTypes.VOLUMES_BSD).stream()
                .filter(PartitionEntry::allocated)
                .map(entry -> entry.offset() < line.offset()
                        ? new PartitionEntry(line.offset() + entry.offset(), entry.length(), entry.description(), true)
                        : entry)
                .toList();
        return inner.isEmpty() ? List.of(line) : inner;
    }

    private static List<PartitionEntry> open(TskImage image, long offset, int type) {
        List<PartitionEntry> lines = new ArrayList<>();
        long table = Tsk.openVolumeSystem(image.address(), offset, type);
        if (table == 0) {
            return lines;
        }
        try {
            long blockSize = Integer.toUnsignedLong(Memory.getInt(table + Tsk.offset("vs.block_size")));
            int count = Math.min(Memory.getInt(table + Tsk.offset("vs.part_count")), LINE_LIMIT);
            List<PartitionEntry> tables = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                long line = Tsk.partition(table, i);
                if (line != 0) {
                    PartitionEntry entry = entry(line, blockSize);
                    if ((Memory.getInt(line + FLAGS) & FLAG_META) == 0) {
                        lines.add(entry);
                    } else if (entry.length() <= LONGEST_TABLE * blockSize) {
                        tables.add(entry);
                    }
                }
            }
            if (Memory.getInt(table + Tsk.offset("vs.vstype")) == TskTypes.VOLUMES_GPT) {
                long backup = GPT_BACKUP_SECTORS * blockSize;
                tables.add(new PartitionEntry(image.size() - backup, backup, "backup table", false));
            }
            return lines.stream()
                    .flatMap(line -> line.allocated() ? List.of(line).stream() : outside(tables, line).stream())
                    .toList();
        } finally {
            Tsk.closeVolumeSystem(table);
        }
    }

    /** A damaged table claims more sectors than bytes can be counted; what is beyond every device stays so. */
    private static long bytes(long sectors, long blockSize) {
        return sectors < 0 || sectors > FARTHEST / blockSize ? FARTHEST : sectors * blockSize;
    }

    private static PartitionEntry entry(long line, long blockSize) {
        return new PartitionEntry(
                bytes(Memory.getLong(line + START), blockSize),
                bytes(Memory.getLong(line + LENGTH), blockSize),
                Memory.text(Memory.getLong(line + DESCRIPTION)),
                (Memory.getInt(line + FLAGS) & FLAG_ALLOCATED) != 0);
    }
}
