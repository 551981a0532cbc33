package org.curlew.pipeline.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes a dump of NAND flash with YAFFS2, as mkyaffs2image lays it out: pages of 2048 bytes, each with 64 spare bytes that begin
 * with sequence number, object, chunk and byte count, little-endian; 64 pages a block, one sequence number each.
 */
final class Yaffs2Image {

    static final int ROOT = 1;

    private static final int PAGE = 2048;
    private static final int SPARE = 64;
    private static final int PAGES_A_BLOCK = 64;
    private static final int FIRST_SEQUENCE = 0x1000;
    private static final int FIRST_OBJECT = 257;
    private static final int FILE = 1;
    private static final int FOLDER = 3;
    private static final int TIME = 1_700_000_000;

    private final ByteArrayOutputStream flash = new ByteArrayOutputStream();
    private int pages;
    private int objects = FIRST_OBJECT;

    Yaffs2Image() {
        header(ROOT, ROOT, FOLDER, "", 0);
    }

    int folder(String name) {
        header(objects, ROOT, FOLDER, name, 0);
        return objects++;
    }

    void file(int parent, String name, byte[] content) {
        header(objects, parent, FILE, name, 0);
        for (int chunk = 0; chunk * PAGE < content.length; chunk++) {
            int end = Math.min(content.length, (chunk + 1) * PAGE);
            page(Arrays.copyOfRange(content, chunk * PAGE, end), objects, chunk + 1);
        }
        // The header written last, when the file is closed, knows the size.
        header(objects++, parent, FILE, name, content.length);
    }

    Path write(Path target) throws IOException {
        byte[] erased = new byte[(PAGE + SPARE) * ((PAGES_A_BLOCK - pages % PAGES_A_BLOCK) % PAGES_A_BLOCK)];
        Arrays.fill(erased, (byte) 0xff);
        flash.writeBytes(erased);
        return Files.write(target, flash.toByteArray());
    }

    private void header(int object, int parent, int type, String name, int size) {
        ByteBuffer page = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        page.putInt(type).putInt(parent).putShort((short) -1).put(name.getBytes(StandardCharsets.UTF_8));
        page.putInt(0x10c, type == FILE ? 0100644 : 040755);
        page.putInt(0x118, TIME).putInt(0x11c, TIME).putInt(0x120, TIME).putInt(0x124, type == FILE ? size : -1);
        page(page.array(), object, 0);
    }

    private void page(byte[] data, int object, int chunk) {
        ByteBuffer page = ByteBuffer.allocate(PAGE + SPARE).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.fill(page.array(), (byte) 0xff);
        page.put(0, data);
        page.putInt(PAGE, FIRST_SEQUENCE + pages / PAGES_A_BLOCK)
                .putInt(PAGE + 4, object)
                .putInt(PAGE + 8, chunk)
                .putInt(PAGE + 12, chunk == 0 ? 0xffff : data.length);
        flash.writeBytes(page.array());
        pages++;
    }
}
