package org.curlew.endtoend;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/** A disk of six mebibytes with FAT12, NTFS and ext2, as raw and as E01, and where damage to it hurts most. */
final class SmallDisk {

    /** A stretch of an image: what lies there, where it begins and how many bytes it has. */
    record Stretch(String what, long offset, long length) {}

    private static final int PICTURES = 5;
    private static final long MIB = 1 << 20;

    private final Path raw;
    private final Path e01;

    private SmallDisk(Path raw, Path e01) {
        this.raw = raw;
        this.e01 = e01;
    }

    Path raw() {
        return raw;
    }

    Path e01() {
        return e01;
    }

    static SmallDisk make(Path folder) throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Random random = new Random(1);
        for (int i = 0; i < PICTURES; i++) {
            picture(tree.resolve("shape" + i + ".png"), random);
        }
        Files.writeString(tree.resolve("note.txt"), "apples\nbread\nlamp oil\n".repeat(40));
        Path raw = sparse(folder.resolve("disk.raw"), 6 * MIB);
        Path table = Files.writeString(
                folder.resolve("table"),
                "label: dos\nstart=2048,size=2048,type=1\nstart=4096,size=4096,type=7\nstart=8192,size=2048,type=83\n");
        shell("sfdisk -q " + raw + " < " + table);
        Path fat = sparse(folder.resolve("fat.img"), MIB);
        Path ntfs = sparse(folder.resolve("ntfs.img"), 2 * MIB);
        Path ext = sparse(folder.resolve("ext.img"), MIB);
        shell("mkfs.vfat -F 12 --invariant " + fat + " && mcopy -i " + fat + " " + tree + "/* ::/");
        shell("mkntfs -q -F -Q -s 512 -p 0 -H 255 -S 63 " + ntfs);
        shell("for f in " + tree + "/*; do ntfscp -q -f " + ntfs + " $f /$(basename $f) || exit 1; done");
        shell("mke2fs -q -t ext2 -d " + tree + " " + ext);
        insert(raw, MIB, fat);
        insert(raw, 2 * MIB, ntfs);
        insert(raw, 4 * MIB, ext);
        return new SmallDisk(raw, acquire(raw, "disk", "-c deflate:fast"));
    }

    /** The disk in uncompressed segments of a mebibyte; the first of seven. */
    Path segmented() {
        return acquire(raw, "parts", "-c none -S 1MiB");
    }

    private static Path acquire(Path raw, String name, String options) {
        Path target = raw.resolveSibling(name);
        shell("ewfacquire -u -q -t " + target + " -f encase6 -d sha1 " + options + " " + raw);
        return raw.resolveSibling(name + ".E01");
    }

    /** Partition table, boot sectors, file tables, inode tables and folders of the raw image. */
    List<Stretch> structures() {
        return List.of(
                new Stretch("partition table", 446, 66),
                new Stretch("FAT boot sector", MIB, 64),
                new Stretch("FAT tables and root folder", MIB + 512, 12 << 10),
                new Stretch("NTFS boot sector", 2 * MIB, 96),
                new Stretch("MFT", mft(), 40 << 10),
                new Stretch("ext superblock and group table", 4 * MIB + 1024, 3 << 10),
                new Stretch("ext bitmaps, inode table and folders", 4 * MIB + 4096, 40 << 10));
    }

    /** Every section's descriptor and the beginning of its body, which holds the header, the volume or the table. */
    List<Stretch> sections() throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(e01)).order(ByteOrder.LITTLE_ENDIAN);
        List<Stretch> found = new ArrayList<>();
        found.add(new Stretch("file header", 0, 13));
        int at = 13;
        while (true) {
            byte[] type = new byte[16];
            file.get(at, type);
            String name = new String(type, StandardCharsets.ISO_8859_1).strip().replace("\0", "");
            int next = (int) file.getLong(at + 16);
            found.add(new Stretch(name + " descriptor", at, 76));
            if (next <= at) {
                return found;
            }
            if (next - at > 76) {
                found.add(new Stretch(name, at + 76L, Math.min(next - at - 76L, 2048)));
                if (name.equals("sectors")) {
                    found.add(new Stretch("chunks", at + 76L, next - at - 76L));
                }
            }
            at = next;
        }
    }

    /** First byte of the MFT, as the NTFS boot sector gives it. */
    private long mft() {
        try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "r")) {
            byte[] sector = new byte[512];
            file.seek(2 * MIB);
            file.readFully(sector);
            ByteBuffer boot = ByteBuffer.wrap(sector).order(ByteOrder.LITTLE_ENDIAN);
            return 2 * MIB + boot.getLong(48) * boot.getShort(11) * boot.get(13);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void picture(Path file, Random random) throws IOException {
        BufferedImage image = new BufferedImage(200, 150, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        for (int i = 0; i < 12; i++) {
            g.setColor(new Color(random.nextInt(1 << 24)));
            g.fillOval(random.nextInt(150), random.nextInt(100), 20 + random.nextInt(80), 20 + random.nextInt(80));
        }
        g.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    private static Path sparse(Path image, long bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        }
        return image;
    }

    private static void insert(Path image, long offset, Path part) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek(offset);
            file.write(Files.readAllBytes(part));
        }
    }

    private static void shell(String command) {
        TestImages.run(Map.of(), "bash", "-c", command);
    }
}
