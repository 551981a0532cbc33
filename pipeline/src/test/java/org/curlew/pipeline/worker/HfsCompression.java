package org.curlew.pipeline.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Makes two files of dfVFS's HFS+ sample what macOS makes of compressed files: no data fork, and an attribute com.apple.decmpfs that
 * holds the packed bytes (type 3) or says that the resource fork does (type 4). Places are those of that sample: attributes file at
 * block 10, its only leaf in node 1; catalog at block 186; block 279 holds the resource fork of file 25 and is used on from block 900.
 */
final class HfsCompression {

    private static final int BLOCK = 4096;
    private static final int NODE = 8192;
    private static final long ATTRIBUTES_LEAF = 10L * BLOCK + NODE;
    private static final long CATALOG = 186L * BLOCK;
    private static final int CATALOG_BYTES = 8 * BLOCK;
    private static final int CATALOG_NODE = BLOCK;
    private static final int PASSWORDS = 20;
    private static final int RESOURCE_FORK = 25;
    private static final int FREE_BLOCK = 900;
    private static final int UNIT = 65_536;
    private static final int FORK = 80;
    private static final int DATA_FORK_IN_FILE = 88;

    private HfsCompression() {}

    /** passwords.txt gets an attribute of a type with these bytes behind its head. */
    static void inAttribute(Path image, int type, long size, byte[] packed) throws IOException {
        byte[] disk = Files.readAllBytes(image);
        attach(disk, attribute(PASSWORDS, type, size, packed));
        ByteBuffer catalog = ByteBuffer.wrap(disk, (int) CATALOG, CATALOG_BYTES).slice();
        int fork = (int) CATALOG + file(catalog, PASSWORDS) + DATA_FORK_IN_FILE;
        Arrays.fill(disk, fork, fork + FORK, (byte) 0);
        Files.write(image, disk);
    }

    /** a_resourcefork gets content that is deflated in its resource fork, unit by unit, and claims a size. */
    static void inFork(Path image, long size, List<byte[]> units) throws IOException {
        inFork(image, 4, size, fork(units));
    }

    private static void inFork(Path image, int type, long size, byte[] fork) throws IOException {
        byte[] disk = Files.readAllBytes(image);
        attach(disk, attribute(RESOURCE_FORK, type, size, new byte[0]));
        ByteBuffer catalog = ByteBuffer.wrap(disk, (int) CATALOG, CATALOG_BYTES).slice();
        System.arraycopy(fork, 0, disk, FREE_BLOCK * BLOCK, fork.length);
        int blocks = (fork.length + BLOCK - 1) / BLOCK;
        int place = file(catalog, RESOURCE_FORK) + DATA_FORK_IN_FILE + FORK;
        catalog.putLong(place, fork.length).putInt(place + 12, blocks);
        catalog.putInt(place + 16, FREE_BLOCK).putInt(place + 20, blocks);
        Files.write(image, disk);
    }

    /** a_resourcefork gets content in LZVN: where each unit ends, from the end of that table on, then the units. */
    static void inLzvnFork(Path image, byte[] content) throws IOException {
        List<byte[]> units = units(content).stream().map(HfsCompression::lzvn).toList();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        ByteBuffer table = ByteBuffer.allocate(4 * (units.size() + 1)).order(ByteOrder.LITTLE_ENDIAN);
        table.putInt(table.capacity());
        for (byte[] unit : units) {
            packed.writeBytes(unit);
            table.putInt(table.capacity() + packed.size());
        }
        byte[] fork = Arrays.copyOf(table.array(), table.capacity() + packed.size());
        System.arraycopy(packed.toByteArray(), 0, fork, table.capacity(), packed.size());
        inFork(image, 8, content.length, fork);
    }

    /** LZVN that consists of literals (0xe1 to 0xef: so many bytes follow) and its end mark. */
    static byte[] lzvn(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        if (content.length * 17L / 16 + 8 > UNIT) {
            packed.write(0x06);
            packed.writeBytes(content);
            return packed.toByteArray();
        }
        for (int at = 0; at < content.length; at += 15) {
            int count = Math.min(15, content.length - at);
            packed.write(0xe0 + count);
            packed.write(content, at, count);
        }
        packed.writeBytes(new byte[] {0x06, 0, 0, 0, 0, 0, 0, 0});
        return packed.toByteArray();
    }

    /** Content in the units of 64 KiB that macOS compresses one by one. */
    static List<byte[]> units(byte[] content) {
        List<byte[]> units = new ArrayList<>();
        for (int at = 0; at < content.length; at += UNIT) {
            units.add(Arrays.copyOfRange(content, at, Math.min(content.length, at + UNIT)));
        }
        return units;
    }

    private static void attach(byte[] disk, byte[] record) {
        append(ByteBuffer.wrap(disk, (int) ATTRIBUTES_LEAF, NODE).slice(), record);
        // The header node counts the records of all leaves.
        ByteBuffer header = ByteBuffer.wrap(disk, 10 * BLOCK, NODE).slice();
        header.putInt(20, header.getInt(20) + 1);
    }

    /** A record of the attributes file with its content inline (TN1150, "Attributes File"). */
    private static byte[] attribute(int file, int type, long size, byte[] packed) {
        byte[] name = "com.apple.decmpfs".getBytes(StandardCharsets.UTF_16BE);
        byte[] content = ByteBuffer.allocate(16 + packed.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x636d7066)
                .putInt(type)
                .putLong(size)
                .put(packed)
                .array();
        int key = 12 + name.length;
        ByteBuffer record = ByteBuffer.allocate(2 + key + 16 + content.length + (content.length & 1));
        record.putShort((short) key).putShort((short) 0).putInt(file).putInt(0);
        record.putShort((short) (name.length / 2)).put(name);
        record.putInt(0x10).putInt(0).putInt(0).putInt(content.length).put(content);
        return record.array();
    }

    private static void append(ByteBuffer leaf, byte[] record) {
        int records = leaf.getShort(10);
        int free = leaf.getShort(NODE - 2 * (records + 1));
        leaf.put(free, record);
        leaf.putShort(10, (short) (records + 1));
        leaf.putShort(NODE - 2 * (records + 2), (short) (free + record.length));
    }

    /** Offset of a file's record (type 2, number at 8) in the catalog. */
    private static int file(ByteBuffer catalog, int number) {
        for (int node = 0; node < CATALOG_BYTES; node += CATALOG_NODE) {
            boolean leaf = catalog.get(node + 8) == -1;
            for (int i = 0; leaf && i < catalog.getShort(node + 10); i++) {
                int key = node + catalog.getShort(node + CATALOG_NODE - 2 * (i + 1));
                int record = key + 2 + catalog.getShort(key);
                if (catalog.getShort(record) == 2 && catalog.getInt(record + 8) == number) {
                    return record;
                }
            }
        }
        throw new IllegalArgumentException("the catalog has no file " + number);
    }

    /** A resource fork with one resource: a table of units of 64 KiB, each deflated. */
    private static byte[] fork(List<byte[]> contents) {
        List<byte[]> units = contents.stream().map(HfsCompression::packed).toList();
        ByteBuffer table = ByteBuffer.allocate(4 + 8 * units.size()).order(ByteOrder.LITTLE_ENDIAN);
        table.putInt(units.size());
        int offset = table.capacity();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (byte[] unit : units) {
            table.putInt(offset).putInt(unit.length);
            offset += unit.length;
            packed.writeBytes(unit);
        }
        int data = 4 + offset;
        ByteBuffer fork = ByteBuffer.allocate(256 + data + 50);
        fork.putInt(256).putInt(256 + data).putInt(data).putInt(50);
        fork.position(256).putInt(offset).put(table.array()).put(packed.toByteArray());
        return fork.array();
    }

    /** What does not shrink is stored as it is behind a byte that no deflated stream begins with. */
    private static byte[] packed(byte[] unit) {
        byte[] deflated = deflated(unit);
        return deflated.length <= unit.length
                ? deflated
                : ByteBuffer.allocate(unit.length + 1)
                        .put((byte) 0xff)
                        .put(unit)
                        .array();
    }

    static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] packed = new byte[bytes.length + 100];
            return Arrays.copyOf(packed, deflater.deflate(packed));
        } finally {
            deflater.end();
        }
    }
}
