package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.curlew.grading.vics.Csdl;
import org.curlew.triage.register.ExhibitState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images whose whole truth is known: what was put in is found, to the byte, whatever the container. */
class GeneratedImagesTest {

    /** Other trees at each run, since what must hold holds for any seed; given, a run can be repeated. */
    private static final int SEED =
            Integer.getInteger("curlew.test.seed", ThreadLocalRandom.current().nextInt(1, 1_000_000));

    private static final String AGAIN = "-Dcurlew.test.seed=" + SEED + " repeats this";

    @TempDir
    private static Path folder;

    private static Devices devices;

    @BeforeAll
    static void start() {
        devices = Devices.start(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        devices.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "mbr"})
    void every_allocated_file_is_found_with_its_digest(String kind) {
        Path images = TestImages.generated(kind, SEED);
        Devices.End end = devices.process(List.of(images.resolve(kind + ".raw")));

        assertThat(end.state()).as("%s, %s: %s", AGAIN, kind, end.reason()).isEqualTo(ExhibitState.TRIAGED);
        assertThat(end.complete()).isTrue();
        assertThat(Csdl.load().violations(end.out().resolve("media.vics.json"))).isEmpty();
        List<List<String>> rows = Cli.files(end.out());
        String[] fileSystems = {"fat", "ntfs", "ext4"};
        for (int volume = 0; volume < fileSystems.length; volume++) {
            Map<String, String> truth = TestImages.truth(images, kind, fileSystems[volume]);
            assertThat(allocated(rows, volume)).as("%s, %s", AGAIN, kind).isEqualTo(volume == 0 ? cut(truth) : truth);
        }
    }

    @Test
    void raw_and_e01_and_a_second_run_give_the_same_list_to_the_byte() throws IOException {
        Path images = TestImages.generated("small");

        Path raw = devices.process(List.of(images.resolve("small.raw"))).out();
        Path again = devices.process(List.of(images.resolve("small.raw"))).out();
        Path ewf = devices.process(List.of(images.resolve("small.E01"))).out();

        assertThat(Files.mismatch(raw.resolve("files.csv"), again.resolve("files.csv")))
                .isEqualTo(-1);
        assertThat(Files.mismatch(raw.resolve("files.csv"), ewf.resolve("files.csv")))
                .isEqualTo(-1);
        assertThat(Cli.summary(ewf).at("/image/verification").asString()).isEqualTo("VERIFIED");
        assertThat(Cli.summary(ewf).at("/image/reference/source").asString()).isEqualTo("stored");
        assertThat(Cli.summary(raw).at("/image/verification").asString()).isEqualTo("NO_REFERENCE");
        assertThat(Cli.summary(raw).at("/image/sha256").asString())
                .isEqualTo(TestImages.sha256(images.resolve("small.raw")))
                .isEqualTo(Cli.summary(ewf).at("/image/sha256").asString());
    }

    @Test
    void two_workers_give_the_same_list_as_one() throws IOException {
        Path image = TestImages.generated("small").resolve("small.raw");
        Path one = devices.process(List.of(image)).out();
        try (Devices two = Devices.start(folder.resolve("two"), Map.of("curlew.worker.processes", 2))) {
            Path other = two.process(List.of(image)).out();

            assertThat(Files.mismatch(one.resolve("files.csv"), other.resolve("files.csv")))
                    .isEqualTo(-1);
        }
    }

    @Test
    void the_summary_counts_what_the_list_holds() {
        Path out = devices.process(List.of(TestImages.generated("small").resolve("small.raw")))
                .out();
        List<List<String>> rows = Cli.files(out);

        assertThat(Cli.summary(out).at("/files/found").asLong()).isEqualTo(rows.size());
        assertThat(Cli.summary(out).at("/files/hashed").asLong())
                .isEqualTo(rows.stream().filter(r -> r.get(21).equals("HASHED")).count());
        assertThat(Cli.summary(out).at("/files/deleted").asLong())
                .isEqualTo(rows.stream().filter(r -> r.get(4).equals("true")).count());
        assertThat(Cli.summary(out).at("/files/inArchives").asLong())
                .isPositive()
                .isEqualTo(rows.stream().filter(r -> !r.get(6).isEmpty()).count());
        Set<String> media = rows.stream()
                .filter(r -> r.get(7).startsWith("image/") || r.get(7).startsWith("video/"))
                .map(r -> r.get(14))
                .collect(Collectors.toCollection(HashSet::new));
        assertThat(Cli.summary(out).at("/media/distinct").asLong()).isEqualTo(media.size());
    }

    @Test
    void what_may_hold_pictures_and_is_not_opened_is_counted_in_the_result_and_is_no_gap() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("unopened"));
        Files.write(tree.resolve("msgstore.db"), Arrays.copyOf(ascii("SQLite format 3\0"), 4096));
        Files.write(tree.resolve("letter.bin"), ascii("%PDF-1.4\n1 0 obj\n"));
        Files.write(tree.resolve("other.pdf"), ascii("%PDF-1.7\n1 0 obj\n"));
        Files.write(tree.resolve("machine.vmdk"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6});
        Files.write(tree.resolve("thumbcache_96.db"), new byte[] {'C', 'M', 'M', 'M', 0, 0, 1, 2, 3, 4, 5, 6, 7, 8});
        Files.writeString(tree.resolve("notes.txt"), "nothing to see\n");
        Path image = folder.resolve("unopened.raw");
        TestImages.run(Map.of(), "mke2fs", "-q", "-t", "ext4", "-d", tree.toString(), image.toString(), "8m");

        Devices.End end = devices.process(List.of(image));

        assertThat(end.reason())
                .endsWith("not opened, so what is inside was not compared: 1 database, 1 disk image,"
                        + " 1 cache of thumbnails, 2 documents");
        assertThat(end.state()).isEqualTo(ExhibitState.TRIAGED);
        assertThat(end.complete()).isTrue();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The Sleuth Kit 4.11.1 cuts a long name on FAT after 195 characters, in fls as in the library. */
    private static Map<String, String> cut(Map<String, String> truth) {
        Map<String, String> cut = new TreeMap<>();
        truth.forEach((path, digest) -> {
            int name = path.lastIndexOf('/') + 1;
            cut.put(path.substring(0, Math.min(path.length(), name + 195)), digest);
        });
        return cut;
    }

    private static Map<String, String> allocated(List<List<String>> rows, int volume) {
        Map<String, String> found = new TreeMap<>();
        for (List<String> row : rows) {
            boolean own = row.get(3).equals("true")
                    && row.get(6).isEmpty()
                    && !row.get(7).equals("application/x-curlew-fs-metadata")
                    && !row.get(1).endsWith(":ads1");
            if (own && row.getFirst().equals(Integer.toString(volume))) {
                found.put(row.get(1), row.get(14));
            }
        }
        return found;
    }
}
