package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.curlew.pipeline.pictures.Decoded;
import org.curlew.pipeline.pictures.PictureReader;
import org.curlew.pipeline.worker.Worker.FileLocator;
import org.curlew.pipeline.worker.Worker.Fingerprint;
import org.curlew.triage.perceptual.Pdq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures hashed in the child, honest ones and one that kills it. */
class FingerprintsTest {

    /** Too small for the tall picture below, large enough for the others. */
    private static final int SMALL_HEAP = 48;

    @TempDir
    private Path folder;

    @Test
    void a_picture_that_kills_the_reader_is_told_and_all_others_are_hashed() throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Map<String, byte[]> honest = new TreeMap<>();
        for (int i = 0; i < 6; i++) {
            honest.put("picture" + i + ".jpg", picture(400, 300, i));
        }
        for (Map.Entry<String, byte[]> one : honest.entrySet()) {
            Files.write(tree.resolve(one.getKey()), one.getValue());
        }
        // One side is too short for a smaller scale: its luma alone is larger than the heap.
        Files.write(tree.resolve("killer.jpg"), picture(1000, 60_000, 9));
        Files.write(tree.resolve("archive.zip"), zip(Map.of("inside.jpg", picture(300, 300, 20))));
        honest.put("inside.jpg", picture(300, 300, 20));

        Map<String, Fingerprint> found = fingerprints(Disk.ext4(folder.resolve("disk.raw"), tree, 48));

        assertThat(found.get("killer.jpg").pdq()).isNull();
        assertThat(found.get("killer.jpg").status())
                .startsWith("DIED: the reader died on it (")
                .endsWith("2 times");
        assertThat(found).hasSize(8);
        honest.forEach((path, bytes) -> assertThat(found.get(path)).as(path).isEqualTo(expected(bytes)));
    }

    private static Map<String, Fingerprint> fingerprints(Path image) throws Exception {
        WorkerSettings standard = WorkerSettings.standard();
        WorkerSettings settings = new WorkerSettings(
                standard.javaCommand(), 1, 2, SMALL_HEAP, standard.addressSpaceBytes(), Duration.ofSeconds(60), 2, 24);
        try (WorkerPool small = new WorkerPool(settings);
                WorkerPool worker = new WorkerPool(standard)) {
            List<FoundFile> pictures = Extracted.of(worker, image).files.stream()
                    .filter(f -> f.mime().equals("image/jpeg"))
                    .toList();
            List<FileLocator> locators =
                    pictures.stream().map(FoundFile::locator).toList();
            Map<String, Fingerprint> found = new TreeMap<>();
            List<Integer> told = new ArrayList<>();
            small.fingerprints(
                    List.of(image),
                    locators,
                    (index, fingerprint) -> {
                        told.add(index);
                        FoundFile file = pictures.get(index);
                        found.put(file.path().substring(file.path().lastIndexOf('/') + 1), fingerprint);
                    },
                    (done, total, files) -> {});
            assertThat(told).doesNotHaveDuplicates();
            return found;
        }
    }

    private static Fingerprint expected(byte[] bytes) {
        try (PictureReader reader = new PictureReader()) {
            Decoded decoded = reader.luma(bytes, "image/jpeg");
            var hash = new Pdq().hash(decoded.height(), decoded.width(), decoded.rows());
            return new Fingerprint(hash.hash().hex(), hash.turnedHex(), hash.quality(), "");
        }
    }

    private static byte[] picture(int width, int height, int seed) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = picture.createGraphics();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 40; i++) {
            g.setColor(new java.awt.Color(random.nextInt(0x1000000)));
            g.fillRect(random.nextInt(width), random.nextInt(height), width / 6, height / 5);
        }
        g.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", bytes);
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
