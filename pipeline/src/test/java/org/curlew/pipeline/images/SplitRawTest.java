package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitRawTest {

    private static final byte[] MEDIA = Media.mixed(8, 11);
    private static final int PART = 100_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.000 x.001 x.002",
                "x.001 x.002 x.003",
                "x.0001 x.0002 x.0003",
                "x.aa x.ab x.ac",
                "x.aaa x.aab x.aac",
                "x.dd.001 x.dd.002 x.dd.003"
            })
    void parts_are_found_from_the_first(String names) throws Exception {
        List<Path> parts = write(names.split(" "));
        try (ImageSource source = Media.open(parts.getFirst())) {
            assertThat(source.facts().format()).isEqualTo("split-raw");
            assertThat(source.facts().segments()).isEqualTo(3);
            Media.same(Media.readAll(source), MEDIA);
            assertThat(Media.readAround(source, MEDIA, 33_333)).isEmpty();
        }
    }

    @Test
    void part_1000_follows_part_999() throws Exception {
        for (int number = 1; number <= 1003; number++) {
            Files.write(folder.resolve("x.%03d".formatted(number)), Arrays.copyOfRange(MEDIA, number, number + 512));
        }
        try (ImageSource source = Media.open(folder.resolve("x.001"))) {
            assertThat(source.facts().segments()).isEqualTo(1003);
        }
    }

    @Test
    void what_split_writes_is_read_back() throws Exception {
        Path whole = Files.write(folder.resolve("whole"), MEDIA);
        Peer.run("split", "-b", "70000", whole.toString(), folder + "/phone.");
        try (ImageSource source = Media.open(folder.resolve("phone.aa"))) {
            assertThat(source.facts().segments()).isEqualTo(4);
            Media.same(Media.readAll(source), MEDIA);
        }
    }

    @Test
    void one_numbered_part_alone_is_a_raw_image() throws Exception {
        Path only = Files.write(folder.resolve("x.001"), MEDIA);
        try (ImageSource source = Media.open(only)) {
            assertThat(source.facts().format()).isEqualTo("raw");
            Media.same(Media.readAll(source), MEDIA);
        }
    }

    @Test
    void listed_parts_need_no_numbers_and_no_equal_sizes() throws Exception {
        Path first = Files.write(folder.resolve("begin.bin"), Arrays.copyOf(MEDIA, 1000));
        Path second = Files.write(folder.resolve("rest.bin"), Arrays.copyOfRange(MEDIA, 1000, MEDIA.length));
        try (ImageSource source = Media.open(first, second)) {
            Media.same(Media.readAll(source), MEDIA);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.001 x.002 x.003", "x.aa x.ab x.ac"})
    void a_gap_in_the_parts_is_refused_naming_the_missing_one(String names) throws Exception {
        List<Path> parts = write(names.split(" "));
        Path missing = parts.get(1);
        Files.delete(missing);
        refused(missing.getFileName().toString(), parts.getFirst());
        refused(missing.getFileName().toString(), parts.getFirst(), parts.getLast());
    }

    @Test
    void a_later_part_given_alone_is_refused_naming_the_first() throws Exception {
        List<Path> parts = write("x.001", "x.002", "x.003");
        refused("x.001", parts.get(1));
        Files.delete(parts.getFirst());
        refused("x.001", parts.get(1));
    }

    @Test
    void part_1_beside_part_0_is_not_the_first() throws Exception {
        List<Path> parts = write("x.000", "x.001", "x.002");
        refused("x.000", parts.get(1));
    }

    @Test
    void parts_out_of_order_or_given_twice_are_refused() throws Exception {
        List<Path> parts = write("x.001", "x.002", "x.003");
        refused("x.002", parts.get(0), parts.get(2), parts.get(1));
        refused("twice", parts.get(0), parts.get(1), parts.get(1));
    }

    @Test
    void a_part_cut_short_in_the_middle_is_refused_as_it_would_move_all_that_follows() throws Exception {
        List<Path> parts = write("x.001", "x.002", "x.003");
        Files.write(parts.get(1), Arrays.copyOf(MEDIA, PART - 1));
        refused("x.002", parts.getFirst());
    }

    @Test
    void ordinary_names_are_whole_images_whatever_lies_beside() throws Exception {
        for (String name : List.of("disk.dd", "disk.img", "disk.raw", "disk.2023", "disk")) {
            Files.write(folder.resolve(name), MEDIA);
        }
        Files.write(folder.resolve("disk.aa"), MEDIA);
        for (String name : List.of("disk.dd", "disk.img", "disk.raw", "disk.2023", "disk", "disk.aa")) {
            try (ImageSource source = Media.open(folder.resolve(name))) {
                assertThat(source.facts().format()).as(name).isEqualTo("raw");
                assertThat(source.size()).isEqualTo(MEDIA.length);
            }
        }
    }

    @Test
    void a_part_that_shrinks_while_open_is_unreadable_from_there_to_its_end() throws Exception {
        List<Path> parts = write("x.001", "x.002", "x.003");
        try (ImageSource source = Media.open(parts.getFirst())) {
            Files.write(parts.get(1), Arrays.copyOf(Arrays.copyOfRange(MEDIA, PART, 2 * PART), 5000));
            List<UnreadableRange> lost = Media.readAround(source, MEDIA, 40_000);
            assertThat(lost).hasSize(1);
            assertThat(lost.getFirst().offset()).isEqualTo(PART + 5000);
            assertThat(lost.getFirst().end()).isEqualTo(2 * PART);
        }
    }

    private void refused(String named, Path... parts) {
        assertThatThrownBy(() -> Media.open(parts))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining(named);
    }

    private List<Path> write(String... names) throws IOException {
        for (int i = 0; i < names.length; i++) {
            int to = i == names.length - 1 ? MEDIA.length : (i + 1) * PART;
            Files.write(folder.resolve(names[i]), Arrays.copyOfRange(MEDIA, i * PART, to));
        }
        return Arrays.stream(names).map(folder::resolve).toList();
    }
}
