package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code curlew process} with an E01 that is damaged: what can be read is, what cannot is listed or refused by name. */
class DamagedEwfTest {

    @TempDir
    private Path folder;

    private SmallDisk disk;

    @BeforeEach
    void make_a_disk() throws IOException {
        disk = SmallDisk.make(folder);
    }

    @Test
    void a_truncated_image_is_read_up_to_where_it_was_cut_and_the_rest_is_a_gap() throws IOException {
        Path image = disk.segmented();
        Path last = folder.resolve("parts.E07");
        long half = Files.size(last) / 2;
        try (RandomAccessFile file = new RandomAccessFile(last.toFile(), "rw")) {
            file.setLength(half);
        }

        Cli.Result result = process(image, "cut");

        assertThat(result.exit()).as(result.err()).isEqualTo(3);
        var summary = Cli.summary(folder.resolve("out-cut"));
        assertThat(summary.path("state").asString()).isEqualTo("PARTIAL");
        assertThat(summary.at("/certificate/gaps"))
                .anyMatch(gap -> gap.path("reason").asString().contains("parts.E07"));
    }

    @Test
    void a_missing_segment_is_refused_by_its_name() throws IOException {
        Path image = disk.segmented();
        Files.delete(folder.resolve("parts.E03"));

        Cli.Result result = process(image, "missing");

        assertThat(result.exit()).as(result.err()).isEqualTo(4);
        assertThat(message(result)).hasSize(1).first().asString().contains("parts.E03");
        assertThat(Cli.summary(folder.resolve("out-missing")).path("state").asString())
                .isEqualTo("QUARANTINED");
    }

    @Test
    void a_flipped_byte_in_a_table_or_a_header_is_made_good_by_its_copy() throws IOException {
        Cli.Result sound = process(disk.e01(), "sound");
        assertThat(sound.exit()).as(sound.err()).isZero();
        for (String section : List.of("table", "header2", "header", "volume")) {
            Path image = folder.resolve("flipped-" + section + ".E01");
            Files.copy(disk.e01(), image);
            flip(image, middle(section));

            Cli.Result result = process(image, section);

            assertThat(result.exit()).as(section + ": " + result.err()).isZero();
            assertThat(Cli.summary(folder.resolve("out-" + section))
                            .at("/image/verification")
                            .asString())
                    .as(section)
                    .isEqualTo("VERIFIED");
            assertThat(Files.mismatch(
                            folder.resolve("out-sound/files.csv"), folder.resolve("out-" + section + "/files.csv")))
                    .as(section)
                    .isEqualTo(-1);
        }
    }

    @Test
    void where_both_tables_are_damaged_the_image_is_partial_and_says_what_is_lost() throws IOException {
        for (String table : List.of("table", "table2")) {
            flip(disk.e01(), middle(table));
        }

        Cli.Result result = process(disk.e01(), "both");

        assertThat(result.exit()).as(result.err()).isIn(3, 4);
        assertThat(result.out() + result.err()).contains("table");
    }

    private Cli.Result process(Path image, String name) {
        return Cli.run("process", image, "--out", folder.resolve("out-" + name), "--data", folder.resolve("data"));
    }

    /** A byte in the middle of a section's body, but not of more than its first two kibibytes. */
    private long middle(String section) throws IOException {
        SmallDisk.Stretch body = disk.sections().stream()
                .filter(s -> s.what().equals(section))
                .findFirst()
                .orElseThrow();
        return body.offset() + body.length() / 2;
    }

    private static List<String> message(Cli.Result result) {
        return result.err().lines().filter(l -> l.startsWith("curlew: ")).toList();
    }

    private static void flip(Path file, long offset) throws IOException {
        try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
            image.seek(offset);
            int one = image.read();
            image.seek(offset);
            image.write(~one);
        }
    }
}
