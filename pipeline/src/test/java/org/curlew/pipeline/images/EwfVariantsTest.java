package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every variant that ewfacquire writes, against what ewfverify and ewfexport read. */
class EwfVariantsTest {

    private static final byte[] MEDIA = Media.mixed(70, 1);

    @TempDir
    Path folder;

    static Stream<Arguments> variants() {
        return Stream.of(
                        "ewf", "smart", "ftk", "encase1", "encase2", "encase3", "encase4", "encase5", "encase6",
                        "encase7", "linen5", "linen6", "linen7", "ewfx")
                .flatMap(format -> Stream.of("none", "empty-block", "fast", "best")
                        .map(compression -> Arguments.of(format, compression)));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void the_media_equal_what_was_acquired(String format, String compression) throws Exception {
        Path first = Media.acquire(
                folder, "image", MEDIA, format, "-c", "deflate:" + compression, "-S", "1MiB", "-d", "sha1");
        List<Path> segments = Media.segments(folder, "image");
        String verified = Peer.run("ewfverify", "-q", "-d", "sha1,sha256", first.toString());
        try (ImageSource source = Media.open(first)) {
            assertThat(source.facts().segments()).isEqualTo(segments.size());
            Media.same(Media.readAll(source), MEDIA);
            MediaDigester.Result digests = new MediaDigester(2).digest(source, (done, total) -> {});
            assertThat(digests.md5())
                    .isEqualTo(Peer.value(verified, "MD5 hash calculated over data:"))
                    .isEqualTo(source.facts().storedMd5());
            assertThat(digests.sha256()).isEqualTo(Peer.value(verified, "SHA256 hash calculated over data:"));
            String storedSha1 = Peer.value(verified, "SHA1 hash stored in file:");
            assertThat(source.facts().storedSha1()).isEqualTo("N/A".equals(storedSha1) ? null : storedSha1);
            assertThat(source.facts().acquisition())
                    .containsEntry("case number", "OP-1")
                    .containsEntry("evidence number", "ABC/1")
                    .containsEntry("description", "a phone")
                    .containsEntry("examiner", "A. Examiner")
                    .containsEntry("notes", "some notes")
                    .containsKeys("acquisition date", "system date")
                    .doesNotContainKey("damage");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "128", "4096"})
    void chunks_of_other_sizes_are_read(String sectors) throws Exception {
        Path first = Media.acquire(folder, "image", MEDIA, "encase6", "-c", "deflate:fast", "-b", sectors);
        try (ImageSource source = Media.open(first)) {
            Media.same(Media.readAll(source), MEDIA);
            assertThat(Media.readAround(source, MEDIA, 1000)).isEmpty();
        }
    }

    @Test
    void sectors_of_4096_bytes_are_read() throws Exception {
        byte[] media = Media.mixed(8, 2);
        byte[] whole = Arrays.copyOf(media, 8 * Media.CHUNK + 4096);
        Path first = Media.acquire(folder, "image", whole, "encase6", "-P", "4096", "-b", "16");
        try (ImageSource source = Media.open(first)) {
            Media.same(Media.readAll(source), whole);
            assertThat(source.facts().acquisition()).containsEntry("bytes per sector", "4096");
        }
    }

    @Test
    void segments_given_in_any_order_are_put_in_theirs() throws Exception {
        Media.acquire(folder, "image", MEDIA, "encase6", "-c", "none", "-S", "1MiB");
        List<Path> segments = Media.segments(folder, "image");
        assertThat(segments).hasSizeGreaterThan(2);
        try (ImageSource source = Media.open(segments.reversed().toArray(Path[]::new))) {
            Media.same(Media.readAll(source), MEDIA);
        }
    }

    @Test
    void more_than_99_segments_go_on_with_letters() throws Exception {
        byte[] media = new byte[104 << 20];
        new Random(3).nextBytes(media);
        Path first = Media.acquire(folder, "image", media, "encase6", "-c", "none", "-S", "1MiB");
        assertThat(folder.resolve("image.EAA")).exists();
        try (ImageSource source = Media.open(first)) {
            assertThat(source.facts().segments()).isGreaterThan(100);
            assertThat(new MediaDigester(2).digest(source, (done, total) -> {}).md5())
                    .isEqualTo(source.facts().storedMd5());
        }
    }
}
