package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.DeviceFiles;
import org.curlew.pipeline.devices.DeviceFiles.Row;
import org.curlew.pipeline.devices.RowCursor;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.pipeline.pictures.Decoded;
import org.curlew.pipeline.pictures.PictureReader;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.pipeline.stages.Intake;
import org.curlew.pipeline.worker.Worker;
import org.curlew.triage.perceptual.Pdq;
import org.curlew.triage.perceptual.PdqResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pictures get their PDQ on their way through the machine. */
class PerceptualTest {

    private static final int PATH = 1;
    private static final int MIME = 7;
    private static final int SHA256 = 14;
    private static final int PDQ = 15;
    private static final int QUALITY = 16;

    @TempDir
    private Path folder;

    @Test
    void every_picture_of_a_device_has_the_hash_of_its_own_bytes_with_one_worker_as_with_two() throws Exception {
        Path image = new SampleDevice(7).write(folder.resolve("sample")).image();
        Path one;
        try (Devices devices = Devices.start(folder.resolve("one"), Map.of("curlew.worker.processes", 1))) {
            one = devices.process(List.of(image)).out();
            Map<String, PdqResult> expected = expected(devices, image);

            List<List<String>> pictures = Cli.files(one).stream()
                    .filter(r -> r.get(MIME).equals("image/jpeg"))
                    .toList();
            assertThat(pictures).hasSizeGreaterThan(120).allSatisfy(r -> {
                PdqResult hash = expected.get(r.get(SHA256));
                assertThat(r.get(PDQ))
                        .as(r.get(PATH))
                        .isEqualTo(hash.hash().hex())
                        .hasSize(64);
                assertThat(r.get(QUALITY)).isEqualTo(Integer.toString(hash.quality()));
            });
            assertThat(Cli.files(one).stream().filter(r -> r.get(MIME).startsWith("text/")))
                    .isNotEmpty()
                    .allMatch(r -> r.get(PDQ).isEmpty() && r.get(QUALITY).isEmpty());
        }
        try (Devices devices = Devices.start(folder.resolve("two"), Map.of("curlew.worker.processes", 2))) {
            Path two = devices.process(List.of(image)).out();

            assertThat(Files.mismatch(one.resolve("files.csv"), two.resolve("files.csv")))
                    .isEqualTo(-1);
        }
    }

    /** What PDQ gives for the bytes that lie on the device, by SHA-256. */
    private static Map<String, PdqResult> expected(Devices devices, Path image) throws Exception {
        List<Row> rows = new ArrayList<>();
        Intake intake = devices.application().get(Intake.class);
        long id = intake.submit(
                        "OP-TEST",
                        "EX/again",
                        List.of(image),
                        Acquisition.Declared.NONE,
                        List.of(),
                        Files.createDirectories(image.resolveSibling("again")),
                        "test")
                .id();
        devices.await(id);
        assertThat(devices.application()
                        .get(StageRuns.class)
                        .find(id, "perceptual")
                        .orElseThrow()
                        .reason())
                .as("what has a PDQ is not hashed again")
                .startsWith("0 pictures");
        try (RowCursor cursor = devices.application().get(DeviceFiles.class).mediaByContent(id)) {
            cursor.forEachRemaining(rows::add);
        }
        Map<String, PdqResult> expected = new HashMap<>();
        try (PictureReader reader = new PictureReader()) {
            Pdq pdq = new Pdq();
            Worker.ContentSink sink = new Worker.ContentSink() {
                @Override
                public void content(int index, long size, InputStream bytes) throws IOException {
                    Decoded decoded = reader.luma(bytes.readAllBytes(), "image/jpeg");
                    expected.put(
                            HexFormat.of().formatHex(rows.get(index).file().sha256()),
                            pdq.hash(decoded.height(), decoded.width(), decoded.rows()));
                }

                @Override
                public void unreadable(int index, String reason) {
                    throw new AssertionError(reason);
                }
            };
            devices.application()
                    .get(Worker.class)
                    .content(
                            List.of(image),
                            rows.stream().map(r -> r.file().locator()).toList(),
                            sink,
                            (done, total, files) -> {});
        }
        return expected;
    }

    @Test
    void a_broken_picture_has_no_hash_a_stored_reason_and_stops_nothing() throws Exception {
        byte[] whole = picture();
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.write(tree.resolve("whole.jpg"), whole);
        Files.write(tree.resolve("headless.jpg"), Arrays.copyOf(whole, 24));
        Path image = folder.resolve("disk.raw");
        TestImages.run(Map.of(), "truncate", "-s", "16M", image.toString());
        TestImages.run(Map.of(), "mke2fs", "-q", "-t", "ext4", "-d", tree.toString(), image.toString());
        try (Devices devices = Devices.start(folder, Map.of())) {
            Devices.End end = devices.process(List.of(image));

            assertThat(end.complete()).as(end.reason()).isTrue();
            assertThat(row(end, "/headless.jpg").get(PDQ)).isEmpty();
            assertThat(row(end, "/headless.jpg").get(QUALITY)).isEmpty();
            assertThat(row(end, "/headless.jpg").get(MIME)).isEqualTo("image/jpeg");
            assertThat(row(end, "/whole.jpg").get(PDQ)).hasSize(64);
            assertThat(devices.application()
                            .get(JdbcClient.class)
                            .sql("select pdq_status from content where pdq is null")
                            .query(String.class)
                            .list())
                    .singleElement()
                    .asString()
                    .startsWith("BROKEN: JPEG without a frame header");
        }
    }

    @Test
    void without_the_stage_there_are_no_hashes_and_everything_else_is_the_same() {
        Path image = new SampleDevice(7).write(folder.resolve("sample")).image();
        try (Devices devices = Devices.start(folder, Map.of("curlew.perceptual.enabled", false))) {
            Devices.End end = devices.process(List.of(image));

            assertThat(end.complete()).isTrue();
            assertThat(Cli.files(end.out())).hasSizeGreaterThan(120).allMatch(r -> r.get(PDQ)
                    .isEmpty());
        }
    }

    private static List<String> row(Devices.End end, String path) {
        return Cli.files(end.out()).stream()
                .filter(r -> r.get(PATH).equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] picture() throws IOException {
        BufferedImage picture = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 60; i++) {
            picture.createGraphics().fillRect(random.nextInt(320), random.nextInt(240), 40, 25);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", bytes);
        return bytes.toByteArray();
    }
}
