package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of damage to an E01 image: made good by a copy, or a named range, or one clear line; never wrong media. */
class EwfDamageTest {

    private static final byte[] MEDIA = Media.mixed(41, 5);

    @TempDir
    static Path folder;

    private static byte[] image;
    private static List<EwfSection> sections;
    private static Path damaged;

    @BeforeAll
    static void acquire() throws Exception {
        Path first = Media.acquire(folder, "whole", MEDIA, "encase6", "-c", "deflate:fast", "-d", "sha1");
        image = Files.readAllBytes(first);
        try (PartFile file = new PartFile(first)) {
            sections = EwfSections.of(file).found();
        }
        damaged = folder.resolve("damaged.E01");
        assertThat(sections.stream().map(EwfSection::type))
                .contains(
                        "header2", "header", "volume", "sectors", "table", "table2", "data", "digest", "hash", "done");
    }

    @Test
    void any_damaged_byte_of_the_signature_is_tolerated() throws Exception {
        for (int at = 0; at < 9; at++) {
            assertThat(readFlipped(at)).as("byte %d", at).isEmpty();
        }
    }

    @Test
    void any_damaged_byte_of_a_section_descriptor_is_tolerated() throws Exception {
        for (EwfSection section : sections) {
            for (int at = 0; at < EwfSection.DESCRIPTOR; at++) {
                assertThat(readFlipped(section.offset() + at))
                        .as("byte %d of the descriptor of %s", at, section.type())
                        .isEmpty();
            }
        }
    }

    @Test
    void a_damaged_descriptor_is_told_among_the_facts() throws Exception {
        Files.write(damaged, flip(image, section("sectors").offset() + 20));
        try (ImageSource source = Media.open(damaged)) {
            assertThat(source.facts().acquisition().get("damage"))
                    .contains("sectors")
                    .contains("damaged.E01");
        }
    }

    @Test
    void any_damaged_byte_of_a_table_is_made_good_by_its_copy() throws Exception {
        for (String type : List.of("table", "table2")) {
            EwfSection table = section(type);
            for (long at = table.body(); at < table.end(); at++) {
                assertThat(readFlipped(at)).as("byte %d of %s", at, type).isEmpty();
            }
        }
    }

    @Test
    void where_the_entries_of_both_tables_are_damaged_their_whole_range_is_unreadable() throws Exception {
        for (int entry : new int[] {EwfTable.HEADER, 30, EwfTable.HEADER + 42 * 4}) {
            Files.write(
                    damaged,
                    flip(
                            flip(image, section("table").body() + entry),
                            section("table2").body() + entry));
            try (ImageSource source = open()) {
                List<UnreadableRange> lost = Media.readAround(source, MEDIA, 8192);
                assertThat(lost).hasSize(1);
                assertThat(lost.getFirst().offset()).isZero();
                assertThat(lost.getFirst().end()).isEqualTo(MEDIA.length);
                assertThat(lost.getFirst().reason()).contains("both copies of a chunk table");
            }
        }
    }

    @Test
    void where_the_headers_of_all_tables_are_damaged_the_image_is_refused() throws Exception {
        Files.write(
                damaged,
                flip(flip(image, section("table").body()), section("table2").body() + 8));
        assertThatThrownBy(EwfDamageTest::open)
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("nothing of it can be read");
    }

    @Test
    void a_damaged_byte_inside_a_chunk_loses_exactly_that_chunk() throws Exception {
        EwfSection sectors = section("sectors");
        EwfSection table = section("table");
        ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        int entriesAt = (int) table.body() + EwfTable.HEADER;
        long base = bytes.getLong((int) table.body() + 8);
        for (int chunk = 0; chunk < 42; chunk++) {
            long start = base + (bytes.getInt(entriesAt + 4 * chunk) & 0x7fffffff);
            long end = chunk == 41 ? sectors.end() : base + (bytes.getInt(entriesAt + 4 * chunk + 4) & 0x7fffffff);
            for (long at : new long[] {start, (start + end) / 2, end - 1}) {
                List<UnreadableRange> lost = readFlipped(at);
                assertThat(lost).as("chunk %d, byte %d", chunk, at).hasSize(1);
                assertThat(lost.getFirst().offset()).isEqualTo((long) chunk * Media.CHUNK);
                assertThat(lost.getFirst().end()).isEqualTo(Math.min(MEDIA.length, (chunk + 1L) * Media.CHUNK));
            }
        }
    }

    @Test
    void a_damaged_volume_section_is_made_good_by_the_data_section() throws Exception {
        EwfSection volume = section("volume");
        for (long at = volume.body(); at < volume.end(); at += 7) {
            assertThat(readFlipped(at)).isEmpty();
        }
    }

    @Test
    void without_a_sound_volume_or_data_section_the_image_is_refused() throws Exception {
        Files.write(
                damaged,
                flip(flip(image, section("volume").body() + 16), section("data").body() + 16));
        assertThatThrownBy(EwfDamageTest::open)
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("volume section");
    }

    @Test
    void a_damaged_stored_digest_is_not_believed() throws Exception {
        String right = digestOf(image);
        assertThat(digestOf(flip(image, section("digest").body()))).isEqualTo(right);
        assertThat(digestOf(flip(
                        flip(image, section("digest").body()), section("hash").body())))
                .isNull();
    }

    @Test
    void a_damaged_header_is_made_good_by_its_copy() throws Exception {
        for (long at = section("header2").body(); at < section("header2").end(); at++) {
            Files.write(damaged, flip(image, at));
            try (ImageSource source = open()) {
                assertThat(source.facts().acquisition()).containsEntry("case number", "OP-1");
            }
        }
    }

    @Test
    void an_image_cut_short_anywhere_is_refused_or_partial_and_never_wrong() throws Exception {
        List<Integer> lengths = new ArrayList<>();
        for (int length = 0; length < image.length; length += 9973) {
            lengths.add(length);
        }
        for (EwfSection section : sections) {
            lengths.addAll(List.of((int) section.offset() - 1, (int) section.offset() + 10, (int) section.end()));
        }
        int partial = 0;
        for (int length : lengths) {
            Files.write(damaged, Arrays.copyOf(image, Math.min(length, image.length)));
            try (ImageSource source = open()) {
                Media.readAround(source, MEDIA, 20_000);
                partial++;
            } catch (ImageRefusedException e) {
                assertThat(e.getMessage()).contains("damaged.E01").doesNotContain("\n");
            }
        }
        assertThat(partial).isPositive();
    }

    @Test
    void cut_in_its_last_segment_an_image_is_readable_up_to_there() throws Exception {
        Path first = Media.acquire(folder, "cut", MEDIA, "encase6", "-c", "none", "-S", "1MiB");
        List<Path> segments = Media.segments(folder, "cut");
        assertThat(segments).hasSize(2);
        byte[] last = Files.readAllBytes(segments.getLast());
        Files.write(segments.getLast(), Arrays.copyOf(last, last.length / 2));
        try (ImageSource source = Media.open(first)) {
            List<UnreadableRange> lost = Media.readAround(source, MEDIA, 30_000);
            assertThat(lost.getFirst().offset()).isGreaterThan(900_000);
            assertThat(lost.getLast().end()).isEqualTo(MEDIA.length);
            assertThat(lost.getFirst().reason()).contains("cut.E02").contains("cut short");
        }
    }

    @Test
    void cut_in_a_middle_segment_an_image_is_readable_before_and_after() throws Exception {
        byte[] media = Media.mixed(120, 6);
        Path first = Media.acquire(folder, "middle", media, "encase6", "-c", "none", "-S", "1MiB");
        List<Path> segments = Media.segments(folder, "middle");
        assertThat(segments).hasSize(4);
        byte[] second = Files.readAllBytes(segments.get(1));
        Files.write(segments.get(1), Arrays.copyOf(second, second.length / 3));
        try (ImageSource source = Media.open(first)) {
            List<UnreadableRange> lost = Media.readAround(source, media, 30_000);
            assertThat(lost).isNotEmpty();
            assertThat(lost.getFirst().offset()).isBetween(900_000L, 1_100_000L);
            assertThat(lost.getLast().end()).isBetween(1_900_000L, 2_200_000L);
        }
    }

    @Test
    void a_missing_segment_is_named() throws Exception {
        byte[] media = Media.mixed(120, 7);
        Path first = Media.acquire(folder, "gap", media, "encase6", "-c", "none", "-S", "1MiB");
        List<Path> segments = Media.segments(folder, "gap");
        Path[] given = {segments.get(0), segments.get(2), segments.get(3)};
        assertThatThrownBy(() -> Media.open(given)).hasMessageContaining("gap.E02");
        assertThatThrownBy(() -> Media.open(segments.get(1), segments.get(2))).hasMessageContaining("gap.E01");
        assertThatThrownBy(() -> Media.open(segments.get(1))).hasMessageContaining("gap.E01");
        assertThatThrownBy(() -> Media.open(segments.get(0), segments.get(0))).hasMessageContaining("segment 1");
        Files.delete(segments.get(2));
        assertThatThrownBy(() -> Media.open(first))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("gap.E03");
    }

    @Test
    void a_segment_of_another_image_is_refused() throws Exception {
        Media.acquire(folder, "one", Media.mixed(60, 8), "encase6", "-c", "none", "-S", "1MiB");
        Media.acquire(folder, "two", Media.mixed(61, 9), "encase6", "-c", "none", "-S", "1MiB");
        Path second = folder.resolve("one.E02");
        Files.copy(folder.resolve("two.E02"), second, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> Media.open(folder.resolve("one.E01")))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("one.E02")
                .hasMessageContaining("another image");
    }

    @Test
    void a_descriptor_wiped_out_costs_no_more_than_its_own_chunks() throws Exception {
        for (EwfSection section : sections) {
            byte[] wiped = image.clone();
            Arrays.fill(wiped, (int) section.offset(), (int) section.body(), (byte) 0x5a);
            Files.write(damaged, wiped);
            try (ImageSource source = open()) {
                assertThat(Media.readAround(source, MEDIA, 30_000))
                        .as(section.type())
                        .isEmpty();
            }
        }
    }

    private static String digestOf(byte[] bytes) throws IOException {
        Files.write(damaged, bytes);
        try (ImageSource source = open()) {
            return source.facts().storedMd5();
        }
    }

    private static List<UnreadableRange> readFlipped(long at) throws IOException {
        Files.write(damaged, flip(image, at));
        try (ImageSource source = open()) {
            return Media.readAround(source, MEDIA, 1 << 20);
        }
    }

    private static ImageSource open() throws IOException {
        return Media.open(damaged);
    }

    private static byte[] flip(byte[] bytes, long at) {
        byte[] flipped = bytes.clone();
        flipped[(int) at] ^= 0x41;
        return flipped;
    }

    private static EwfSection section(String type) {
        return sections.stream()
                .filter(section -> section.type().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
