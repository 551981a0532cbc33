package org.curlew.pipeline.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes small images with the system's own tools. */
final class Disk {

    private Disk() {}

    /** An ext4 file system that holds a tree. */
    static Path ext4(Path image, Path tree, int mebibytes) throws IOException, InterruptedException {
        sparse(image, (long) mebibytes << 20);
        Shell.must(
                List.of("mke2fs", "-q", "-t", "ext4", "-E", "root_owner=0:0", "-d", tree.toString(), image.toString()),
                Path.of("."),
                Map.of());
        return image;
    }

    static Path sparse(Path image, long bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(0);
            file.setLength(bytes);
        }
        return image;
    }

    static void write(Path image, long offset, byte[] bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek(offset);
            file.write(bytes);
        }
    }

    /** Puts one image into another. */
    static void insert(Path image, long offset, Path part) throws IOException {
        write(image, offset, Files.readAllBytes(part));
    }

    /** Writes an MBR; each entry is {type, first sector, sectors}. */
    static void mbr(Path image, long[]... entries) throws IOException {
        byte[] sector = new byte[512];
        for (int i = 0; i < entries.length; i++) {
            int at = 446 + 16 * i;
            sector[at + 4] = (byte) entries[i][0];
            for (int b = 0; b < 4; b++) {
                sector[at + 8 + b] = (byte) (entries[i][1] >> 8 * b);
                sector[at + 12 + b] = (byte) (entries[i][2] >> 8 * b);
            }
        }
        sector[510] = 0x55;
        sector[511] = (byte) 0xaa;
        write(image, 0, sector);
    }
}
