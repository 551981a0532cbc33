package org.curlew.pipeline.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Makes a file of dfVFS's HFS+ sample what macOS makes of a small compressed file: no data fork, and an attribute com.apple.decmpfs
 * that holds the packed bytes (type 3). Places are those of that sample: attributes file at block 10, its only leaf in node 1; catalog
 * at block 186.
 */
final class HfsCompression {

    private static final int BLOCK = 4096;
    private static final int NODE = 8192;
    private static final long ATTRIBUTES_LEAF = 10L * BLOCK + NODE;
    private static final long CATALOG = 186L * BLOCK;
    private static final int CATALOG_BYTES = 8 * BLOCK;
    private static final int CATALOG_NODE = BLOCK;
    private static final int PASSWORDS = 20;
    private static final int FORK = 80;
    private static final int DATA_FORK_IN_FILE = 88;

    private HfsCompression() {}

    static void apply(Path image, byte[] inAttribute) throws IOException {
        byte[] disk = java.nio.file.Files.readAllBytes(image);
        ByteBuffer leaf = ByteBuffer.wrap(disk, (int) ATTRIBUTES_LEAF, NODE).slice();
        append(leaf, attribute(inAttribute.length, deflated(inAttribute)));
        // The header node counts the records of all leaves.
        ByteBuffer header = ByteBuffer.wrap(disk, 10 * BLOCK, NODE).slice();
        header.putInt(20, header.getInt(20) + 1);

        ByteBuffer catalog = ByteBuffer.wrap(disk, (int) CATALOG, CATALOG_BYTES).slice();
        Arrays.fill(
                disk,
                (int) CATALOG + file(catalog, PASSWORDS) + DATA_FORK_IN_FILE,
                (int) CATALOG + file(catalog, PASSWORDS) + DATA_FORK_IN_FILE + FORK,
                (byte) 0);
        java.nio.file.Files.write(image, disk);
    }

    /** A record of the attributes file with its content inline (TN1150, "Attributes File"). */
    private static byte[] attribute(long size, byte[] packed) {
        byte[] name = "com.apple.decmpfs".getBytes(StandardCharsets.UTF_16BE);
        byte[] content = ByteBuffer.allocate(16 + packed.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x636d7066)
                .putInt(3)
                .putLong(size)
                .put(packed)
                .array();
        int key = 12 + name.length;
        ByteBuffer record = ByteBuffer.allocate(2 + key + 16 + content.length + (content.length & 1));
        record.putShort((short) key).putShort((short) 0).putInt(PASSWORDS).putInt(0);
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

    private static byte[] deflated(byte[] bytes) {
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
