package org.curlew.pipeline.simulation;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/**
 * A benign memory card: coloured shapes, notes, an archive and some deleted pictures, the same bytes for the same seed. Some
 * of its shapes are also put in two invented hash sets, so that the demo shows hits; no set and no picture is real.
 */
public final class SampleDevice {

    private static final int SECTOR = 512;
    private static final int FIRST_SECTOR = 2048;
    private static final int MEGABYTES = 32;
    private static final int PICTURES = 120;

    private final SplittableRandom random;
    private final List<byte[]> listed = new ArrayList<>();
    private final List<byte[]> ordinary = new ArrayList<>();

    public SampleDevice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The files of the sample. */
    public record Sample(Path image, Path illegalSet, Path knownGoodSet) {}

    /** Writes the image and its two sets into the folder. */
    public Sample write(Path folder) {
        try {
            Files.createDirectories(folder);
            Path image = folder.resolve("sample-memory-card.dd");
            writeDisk(image, volume());
            return new Sample(
                    image,
                    vics(folder.resolve("sample-illegal.json")),
                    md5List(folder.resolve("sample-known-good.txt")));
        } catch (IOException e) {
            throw new UncheckedIOException("The sample device cannot be written to " + folder, e);
        }
    }

    private FatVolume volume() throws IOException {
        FatVolume volume = new FatVolume(MEGABYTES, "SAMPLECARD", 0x20260105, FIRST_SECTOR);
        LocalDateTime time = LocalDateTime.of(2026, 2, 3, 10, 0);
        for (int i = 0; i < PICTURES; i++) {
            time = time.plusMinutes(random.nextInt(1, 600));
            byte[] picture = picture(640, 480);
            volume.add("/DCIM/100SHAPE/SHAPE%04d.JPG".formatted(i), picture, time);
            if (i % 17 == 3) {
                listed.add(picture);
            } else if (i % 10 == 1) {
                ordinary.add(picture);
            }
        }
        volume.add(
                "/Notes/shopping list (February).txt",
                "apples\nbread\nlamp oil\n".getBytes(StandardCharsets.UTF_8),
                time);
        volume.add("/Notes/renamed picture.dat", listed.getFirst(), time);
        volume.add("/Notes/holiday shapes.zip", zip(), time);
        volume.add("/Notes/empty.txt", new byte[0], time);
        for (int i = 5; i < PICTURES; i += 20) {
            volume.delete("/DCIM/100SHAPE/SHAPE%04d.JPG".formatted(i));
        }
        return volume;
    }

    private byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < 4; i++) {
                ZipEntry entry = new ZipEntry("shapes/inside" + i + ".jpg");
                entry.setTimeLocal(LocalDateTime.of(2026, 2, 1, 12, 0));
                zip.putNextEntry(entry);
                zip.write(i == 0 ? listed.getLast() : picture(320, 240));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private byte[] picture(int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setPaint(new GradientPaint(0, 0, colour(), width, height, colour()));
        g.fillRect(0, 0, width, height);
        for (int i = 0, n = random.nextInt(4, 14); i < n; i++) {
            g.setColor(colour());
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            int w = random.nextInt(10, width / 2);
            int h = random.nextInt(10, height / 2);
            if (random.nextBoolean()) {
                g.fillOval(x, y, w, h);
            } else {
                g.fillRect(x, y, w, h);
            }
        }
        g.dispose();
        for (int i = 0; i < width * height / 4; i++) {
            picture.setRGB(random.nextInt(width), random.nextInt(height), random.nextInt(0x1000000));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", bytes);
        return bytes.toByteArray();
    }

    private Color colour() {
        return new Color(random.nextInt(0x1000000));
    }

    private static void writeDisk(Path image, FatVolume volume) throws IOException {
        byte[] content = volume.bytes();
        ByteBuffer head = ByteBuffer.allocate(FIRST_SECTOR * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(440, 0x20260105);
        head.put(446 + 4, (byte) 0x06).putInt(446 + 8, FIRST_SECTOR).putInt(446 + 12, content.length / SECTOR);
        head.put(510, (byte) 0x55).put(511, (byte) 0xaa);
        try (OutputStream out = Files.newOutputStream(image)) {
            out.write(head.array());
            out.write(content);
        }
    }

    /** A VICS 2.0 hash set of the listed shapes; the categories are arbitrary, as everything here is invented. */
    private Path vics(Path file) throws IOException {
        StringBuilder text = new StringBuilder(
                "{\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Media\","
                        + "\"value\":[");
        for (int i = 0; i < listed.size(); i++) {
            text.append(i == 0 ? "" : ",")
                    .append("{\"MediaID\":")
                    .append(i + 1)
                    .append(",\"MD5\":\"")
                    .append(hex("MD5", listed.get(i)))
                    .append("\",\"SHA1\":\"")
                    .append(hex("SHA-1", listed.get(i)))
                    .append("\",\"Category\":")
                    .append(1 + i % 3)
                    .append(",\"IsPrecategorized\":true,\"MediaSize\":")
                    .append(listed.get(i).length)
                    .append('}');
        }
        return Files.writeString(file, text.append("]}"));
    }

    private Path md5List(Path file) throws IOException {
        List<String> lines = ordinary.stream().map(p -> hex("MD5", p)).toList();
        return Files.write(file, lines);
    }

    private static String hex(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + algorithm, e);
        }
    }
}
