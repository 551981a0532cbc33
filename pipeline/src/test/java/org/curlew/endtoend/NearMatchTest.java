package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.ImportRequest;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.queue.Queue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What looks like known material is suggested on its way through the machine, and is never more than a suggestion. */
class NearMatchTest {

    private static final int PATH = 1;
    private static final int MATCH_SET = 17;
    private static final int MATCH_CATEGORY = 19;
    private static final int MATCH_KIND = 20;

    @TempDir
    private static Path folder;

    private static Devices devices;
    private static Devices.End first;
    private static Devices.End second;

    /** The first device holds a picture and a film that a set lists by digest; the second only what looks like them. */
    @BeforeAll
    static void two_devices() throws Exception {
        Path bridges = TestImages.shared().resolve("data/pdq/images/bridge-mods");
        Path original = bridges.resolve("aaa-orig.jpg");
        Path film = folder.resolve("film.mov");
        film(film, "-f", "lavfi", "-i", "mandelbrot=size=480x360:rate=10", "-t", "6", "-c:v", "libx264", "-g", "10");
        Path one = Files.createDirectories(folder.resolve("one"));
        Files.copy(original, one.resolve("bridge.jpg"));
        Files.copy(film, one.resolve("film.mov"));
        Path two = Files.createDirectories(folder.resolve("two"));
        Files.copy(bridges.resolve("shrink-a-lot.jpg"), two.resolve("smaller.jpg"));
        Files.write(two.resolve("mirrored.png"), mirrored(original));
        film(
                two.resolve("resaved.avi"),
                "-i",
                film.toString(),
                "-vf",
                "scale=240:180",
                "-c:v",
                "mpeg4",
                "-b:v",
                "300k");
        film(two.resolve("turned.avi"), "-i", film.toString(), "-vf", "transpose=1", "-c:v", "mpeg4", "-b:v", "600k");
        film(two.resolve("other.mov"), "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=10", "-t", "4", "-g", "10");
        Files.write(two.resolve("cut.mov"), java.util.Arrays.copyOf(Files.readAllBytes(film), 400));

        devices = Devices.start(folder, Map.of());
        Path list = Files.writeString(
                folder.resolve("set.csv"), "md5,category\n" + md5(original) + ",2\n" + md5(film) + ",1\n");
        devices.application()
                .get(HashSets.class)
                .importSet(new ImportRequest("county", Role.ILLEGAL, "uk-2014", List.of(list), "test"));
        first = devices.process(List.of(image("one", one)));
        second = devices.process(List.of(image("two", two)));
    }

    @AfterAll
    static void close() {
        devices.close();
    }

    private static void film(Path target, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
        command.addAll(List.of(arguments));
        command.add(target.toString());
        TestImages.run(Map.of(), command.toArray(String[]::new));
    }

    private static Path image(String name, Path tree) {
        Path image = folder.resolve(name + ".raw");
        TestImages.run(Map.of(), "truncate", "-s", "32M", image.toString());
        TestImages.run(Map.of(), "mke2fs", "-q", "-t", "ext4", "-d", tree.toString(), image.toString());
        return image;
    }

    private static byte[] mirrored(Path picture) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        AffineTransform mirror = AffineTransform.getScaleInstance(-1, 1);
        mirror.translate(-image.getWidth(), 0);
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        ImageIO.write(
                new AffineTransformOp(mirror, AffineTransformOp.TYPE_NEAREST_NEIGHBOR).filter(image, null), "png", out);
        return out.toByteArray();
    }

    private static String md5(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)));
    }

    private static List<String> row(Devices.End end, String path) {
        return Cli.files(end.out()).stream()
                .filter(r -> r.get(PATH).equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static List<List<String>> near(Devices.End end) {
        try {
            return Files.readAllLines(end.out().resolve("near.csv")).stream()
                    .skip(1)
                    .map(line -> List.of(line.split(",", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode matches(Devices.End end) {
        return JsonMapper.shared()
                .readTree(end.out().resolve("summary.json").toFile())
                .get("matches")
                .get(0);
    }

    @Test
    void what_a_set_holds_exactly_is_no_suggestion() {
        assertThat(row(first, "/bridge.jpg").get(MATCH_KIND)).isEqualTo("md5");
        assertThat(row(first, "/bridge.jpg").get(MATCH_CATEGORY)).isEqualTo("2");
        assertThat(near(first)).isEmpty();
        assertThat(matches(first).get("exact").asInt()).isEqualTo(2);
        assertThat(matches(first).get("near").asInt()).isZero();
    }

    @Test
    void a_smaller_and_a_mirrored_picture_are_suggested_with_their_distance_and_without_a_category() {
        for (String path : List.of("/smaller.jpg", "/mirrored.png")) {
            assertThat(row(second, path).get(MATCH_KIND)).as(path).isEqualTo("pdq");
            assertThat(row(second, path).get(MATCH_SET)).isEqualTo("county");
            assertThat(row(second, path).get(MATCH_CATEGORY))
                    .as("no grade is carried over")
                    .isEmpty();
        }
        assertThat(near(second))
                .filteredOn(r -> r.get(1).equals("/smaller.jpg"))
                .singleElement()
                .satisfies(r -> {
                    assertThat(Integer.parseInt(r.get(7))).isBetween(0, 16);
                    assertThat(r.get(8)).isEqualTo("original");
                    assertThat(r.get(10)).as("category of what it resembles").isEqualTo("2");
                });
        assertThat(near(second))
                .filteredOn(r -> r.get(1).equals("/mirrored.png"))
                .singleElement()
                .satisfies(r -> assertThat(r.get(8)).startsWith("flip"));
    }

    @Test
    void a_resaved_film_is_suggested_by_its_frames_and_another_film_is_not() {
        assertThat(near(second))
                .filteredOn(r -> r.get(1).equals("/resaved.avi"))
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.get(10)).isEqualTo("1");
                    assertThat(Integer.parseInt(r.get(13))).isPositive();
                    assertThat(Integer.parseInt(r.get(13))).isLessThanOrEqualTo(Integer.parseInt(r.get(14)));
                });
        assertThat(row(second, "/other.mov").get(MATCH_KIND)).isEmpty();
        assertThat(matches(second).get("near").asInt()).isEqualTo(4);
        assertThat(matches(second).get("exact").asInt()).isZero();
        assertThat(matches(second).get("byCategory").size()).isZero();
    }

    @Test
    void a_film_that_was_turned_and_saved_again_is_suggested_with_its_turn() {
        assertThat(near(second))
                .filteredOn(r -> r.get(1).equals("/turned.avi"))
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.get(8)).isNotEqualTo("original");
                    assertThat(r.get(10)).isEqualTo("1");
                });
        assertThat(devices.application()
                        .get(JdbcClient.class)
                        .sql("select count(*) from video_fingerprint where octet_length(turned) <> frames * 224")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_film_that_cannot_be_read_has_its_reason_and_one_that_can_has_a_contact_sheet() throws Exception {
        JdbcClient jdbc = devices.application().get(JdbcClient.class);
        assertThat(jdbc.sql("select status || ': ' || reason from video_fingerprint where frames = 0")
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .startsWith("BROKEN: ");
        List<String> sheets = jdbc.sql("select sheet from video_fingerprint where sheet is not null")
                .query(String.class)
                .list();
        assertThat(sheets).as("of the three films nobody has decided").hasSize(3);
        byte[] sheet = devices.application()
                .get(org.curlew.storage.packs.MediaPacks.class)
                .read(sheets.getFirst());
        assertThat(ImageIO.read(new java.io.ByteArrayInputStream(sheet)).getWidth())
                .isEqualTo(960);
        assertThat(stage(second)).contains("frames of 3 videos hashed, not read whole: {BROKEN=1}");
    }

    private static String stage(Devices.End end) {
        long id = devices.application()
                .get(JdbcClient.class)
                .sql("select id from acquisition where out_folder = ?")
                .param(end.out().toAbsolutePath().toString())
                .query(Long.class)
                .single();
        return devices.application()
                .get(StageRuns.class)
                .find(id, "perceptual")
                .orElseThrow()
                .reason();
    }

    @Test
    void likenesses_rank_the_exhibit_again_are_called_judgement_and_grade_nothing_in_the_export() throws IOException {
        assertThat(devices.application().get(Queue.class).list())
                .filteredOn(r -> r.sentence().contains("4 files resemble entries of an illegal set (our judgement"))
                .hasSize(1);
        assertThat(devices.application()
                        .get(JdbcClient.class)
                        .sql("select triage_outcome from acquisition order by id")
                        .query(String.class)
                        .list())
                .containsExactly("HIT", "INDICATIVE");
        String vics = Files.readString(second.out().resolve("media.vics.json"));
        assertThat(vics)
                .contains("smaller.jpg")
                .doesNotContain("\"Category\":2")
                .doesNotContain("\"Category\": 2");
    }
}
