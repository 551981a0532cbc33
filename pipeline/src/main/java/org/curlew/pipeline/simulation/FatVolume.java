package org.curlew.pipeline.simulation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A FAT16 volume made in memory, with long names, folders and deleted files, after Microsoft's "FAT: General Overview of
 * On-Disk Format" 1.03. Enough for a sample device; not a file system to keep things in.
 */
final class FatVolume {

    private static final int SECTOR = 512;
    private static final int SECTORS_PER_CLUSTER = 4;
    private static final int CLUSTER = SECTOR * SECTORS_PER_CLUSTER;
    private static final int ROOT_ENTRIES = 512;
    private static final int ENTRY = 32;
    private static final int NAME_CHARS_PER_ENTRY = 13;
    private static final byte FOLDER = 0x10;
    private static final byte ARCHIVE = 0x20;
    private static final byte LABEL = 0x08;
    private static final byte LONG_NAME = 0x0f;
    private static final byte DELETED = (byte) 0xe5;
    private static final int LAST = 0xffff;

    private final ByteBuffer disk;
    private final int sectors;
    private final int fatSectors;
    private final int firstRootSector;
    private final int firstDataSector;
    private final Map<String, Folder> folders = new HashMap<>();
    private final Map<String, List<Integer>> entriesOf = new HashMap<>();
    private final Map<String, Integer> firstCluster = new HashMap<>();
    private int nextCluster = 2;
    private int shortNames;

    /** Where a folder's entries go. */
    private static final class Folder {
        private int position;
        private int end;
        private int lastCluster;

        Folder(int position, int end, int lastCluster) {
            this.position = position;
            this.end = end;
            this.lastCluster = lastCluster;
        }
    }

    /**
     * @param megabytes size in MiB, 16 to 128
     * @param hiddenSectors sectors of the disk before the volume
     */
    FatVolume(int megabytes, String label, int serial, int hiddenSectors) {
        sectors = megabytes * 2048;
        disk = ByteBuffer.allocate(sectors * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        int clusters = sectors / SECTORS_PER_CLUSTER;
        fatSectors = (clusters * 2 + SECTOR - 1) / SECTOR;
        firstRootSector = 1 + 2 * fatSectors;
        firstDataSector = firstRootSector + ROOT_ENTRIES * ENTRY / SECTOR;
        boot(label, serial, hiddenSectors);
        setFat(0, 0xfff8);
        setFat(1, LAST);
        int root = firstRootSector * SECTOR;
        folders.put("", new Folder(root, root + ROOT_ENTRIES * ENTRY, 0));
        entry(folders.get(""), padded(label, 11), LABEL, 0, 0, LocalDateTime.of(2026, 1, 5, 9, 0));
    }

    /** Adds a file; its folders are made. */
    void add(String path, byte[] content, LocalDateTime modified) {
        int slash = path.lastIndexOf('/');
        Folder folder = folder(path.substring(0, slash), modified);
        int first = content.length == 0 ? 0 : store(content);
        entriesOf.put(path, named(folder, path.substring(slash + 1), ARCHIVE, first, content.length, modified));
        firstCluster.put(path, first);
    }

    /** Deletes as a camera or Windows does: the names are marked, the chain is freed, the content stays. */
    void delete(String path) {
        for (int position : entriesOf.get(path)) {
            disk.put(position, DELETED);
        }
        int cluster = firstCluster.get(path);
        while (cluster >= 2 && cluster < 0xfff8) {
            int next = Short.toUnsignedInt(disk.getShort(SECTOR + cluster * 2));
            setFat(cluster, 0);
            cluster = next;
        }
    }

    byte[] bytes() {
        return disk.array();
    }

    private void boot(String label, int serial, int hiddenSectors) {
        disk.put(0, new byte[] {(byte) 0xeb, 0x3c, (byte) 0x90});
        disk.put(3, padded("CURLEW", 8));
        disk.putShort(11, (short) SECTOR).put(13, (byte) SECTORS_PER_CLUSTER).putShort(14, (short) 1);
        disk.put(16, (byte) 2).putShort(17, (short) ROOT_ENTRIES);
        disk.put(21, (byte) 0xf8).putShort(22, (short) fatSectors);
        disk.putShort(24, (short) 63).putShort(26, (short) 255).putInt(28, hiddenSectors);
        if (sectors < 0x10000) {
            disk.putShort(19, (short) sectors);
        } else {
            disk.putInt(32, sectors);
        }
        disk.put(36, (byte) 0x80).put(38, (byte) 0x29).putInt(39, serial);
        disk.put(43, padded(label, 11));
        disk.put(54, padded("FAT16", 8));
        disk.put(510, (byte) 0x55).put(511, (byte) 0xaa);
    }

    private Folder folder(String path, LocalDateTime time) {
        Folder known = folders.get(path);
        if (known != null) {
            return known;
        }
        int slash = path.lastIndexOf('/');
        String parentPath = path.substring(0, slash);
        Folder parent = folder(parentPath, time);
        int cluster = allocate();
        Folder made = new Folder(offset(cluster), offset(cluster) + CLUSTER, cluster);
        named(parent, path.substring(slash + 1), FOLDER, cluster, 0, time);
        entry(made, padded(".", 11), FOLDER, cluster, 0, time);
        entry(made, padded("..", 11), FOLDER, firstCluster.getOrDefault(parentPath, 0), 0, time);
        folders.put(path, made);
        firstCluster.put(path, cluster);
        return made;
    }

    private List<Integer> named(
            Folder folder, String name, byte attributes, int cluster, int size, LocalDateTime time) {
        List<Integer> positions = new ArrayList<>();
        byte[] shortName = padded("F" + String.format("%06d", ++shortNames) + "~" + "DAT", 11);
        int checksum = 0;
        for (byte b : shortName) {
            checksum = ((checksum & 1) << 7) + ((checksum & 0xff) >> 1) + Byte.toUnsignedInt(b) & 0xff;
        }
        int parts = (name.length() + NAME_CHARS_PER_ENTRY - 1) / NAME_CHARS_PER_ENTRY;
        for (int part = parts; part >= 1; part--) {
            positions.add(longName(folder, name, part, part == parts, checksum));
        }
        positions.add(entry(folder, shortName, attributes, cluster, size, time));
        return positions;
    }

    private int longName(Folder folder, String name, int part, boolean last, int checksum) {
        int at = room(folder);
        disk.put(at, (byte) (part | (last ? 0x40 : 0))).put(at + 11, LONG_NAME).put(at + 13, (byte) checksum);
        int[] places = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};
        for (int i = 0; i < NAME_CHARS_PER_ENTRY; i++) {
            int index = (part - 1) * NAME_CHARS_PER_ENTRY + i;
            int c = index < name.length() ? name.charAt(index) : index == name.length() ? 0 : 0xffff;
            disk.putShort(at + places[i], (short) c);
        }
        return at;
    }

    private int entry(Folder folder, byte[] shortName, byte attributes, int cluster, int size, LocalDateTime time) {
        int at = room(folder);
        int date = (time.getYear() - 1980) << 9 | time.getMonthValue() << 5 | time.getDayOfMonth();
        int clock = time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2;
        disk.put(at, shortName).put(at + 11, attributes);
        disk.putShort(at + 14, (short) clock).putShort(at + 16, (short) date).putShort(at + 18, (short) date);
        disk.putShort(at + 22, (short) clock).putShort(at + 24, (short) date);
        disk.putShort(at + 26, (short) cluster).putInt(at + 28, size);
        return at;
    }

    private int room(Folder folder) {
        if (folder.position == folder.end) {
            int cluster = allocate();
            setFat(folder.lastCluster, cluster);
            folder.lastCluster = cluster;
            folder.position = offset(cluster);
            folder.end = folder.position + CLUSTER;
        }
        int at = folder.position;
        folder.position += ENTRY;
        return at;
    }

    private int store(byte[] content) {
        int first = 0;
        int previous = 0;
        for (int done = 0; done < content.length; done += CLUSTER) {
            int cluster = allocate();
            disk.put(offset(cluster), content, done, Math.min(CLUSTER, content.length - done));
            if (previous != 0) {
                setFat(previous, cluster);
            } else {
                first = cluster;
            }
            previous = cluster;
        }
        return first;
    }

    private int allocate() {
        int cluster = nextCluster++;
        if (offset(cluster) + CLUSTER > disk.capacity()) {
            throw new IllegalStateException("The sample volume is full; make it larger");
        }
        setFat(cluster, LAST);
        return cluster;
    }

    private int offset(int cluster) {
        return (firstDataSector + (cluster - 2) * SECTORS_PER_CLUSTER) * SECTOR;
    }

    private void setFat(int cluster, int value) {
        disk.putShort(SECTOR + cluster * 2, (short) value);
        disk.putShort(SECTOR + fatSectors * SECTOR + cluster * 2, (short) value);
    }

    private static byte[] padded(String text, int length) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) ' ');
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, bytes, 0, Math.min(length, ascii.length));
        return bytes;
    }
}
