package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MediaDigesterTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {512, 262_143, 262_144, 262_145, 5_000_000})
    void the_digests_equal_those_of_the_coreutils(int length) throws Exception {
        Path image = Files.write(folder.resolve("image"), Arrays.copyOf(Media.mixed(160, 14), length));
        for (int readers : new int[] {1, 2, 5}) {
            try (ImageSource source = Media.open(image)) {
                MediaDigester.Result result = new MediaDigester(readers).digest(source, (done, total) -> {});
                assertThat(result.bytes()).isEqualTo(length);
                assertThat(result.md5()).isEqualTo(Peer.md5sum(image));
                assertThat(result.sha1())
                        .isEqualTo(Peer.run("sha1sum", image.toString()).split(" ")[0]);
                assertThat(result.sha256()).isEqualTo(Peer.sha256sum(image));
            }
        }
    }

    @Test
    void unreadable_ranges_count_as_zeros_and_are_listed_merged() throws Exception {
        byte[] media = Media.mixed(40, 15);
        Path whole = folder.resolve("x.E01");
        E01Builder builder =
                new E01Builder(whole, 1).volume("volume", media.length, 41).chunks(media, 0, 41, false);
        // the chunks 7, 8 and 20
        for (int chunk : new int[] {7, 8, 20}) {
            builder.bytesAt(13 + 76 + 1052 + 76 + chunk * (Media.CHUNK + 4L) + 9, new byte[] {1, 2, 3, 4, 5});
        }
        builder.end("done");
        byte[] expected = media.clone();
        Arrays.fill(expected, 7 * Media.CHUNK, 9 * Media.CHUNK, (byte) 0);
        Arrays.fill(expected, 20 * Media.CHUNK, 21 * Media.CHUNK, (byte) 0);
        Path zeroed = Files.write(folder.resolve("zeroed"), expected);
        try (ImageSource source = Media.open(whole)) {
            MediaDigester.Result result = new MediaDigester(2).digest(source, (done, total) -> {});
            assertThat(result.sha256()).isEqualTo(Peer.sha256sum(zeroed));
            assertThat(result.unreadable())
                    .containsExactly(
                            new UnreadableRange(
                                    7L * Media.CHUNK,
                                    2L * Media.CHUNK,
                                    "the checksum of a stored chunk is wrong in x.E01"),
                            new UnreadableRange(
                                    20L * Media.CHUNK,
                                    Media.CHUNK,
                                    "the checksum of a stored chunk is wrong in x.E01"));
        }
    }

    @Test
    void a_range_of_many_blocks_is_listed_once() throws Exception {
        byte[] media = Media.mixed(60, 16);
        Path image = new E01Builder(folder.resolve("x.E01"), 1)
                .volume("volume", media.length, 61)
                .chunks(media, 0, 5, true)
                .end("done");
        try (ImageSource source = Media.open(image)) {
            assertThat(new MediaDigester(2).digest(source, (done, total) -> {}).unreadable())
                    .singleElement()
                    .satisfies(range -> {
                        assertThat(range.offset()).isEqualTo(5L * Media.CHUNK);
                        assertThat(range.end()).isEqualTo(media.length);
                    });
        }
    }

    @Test
    void too_many_ranges_to_list_become_one_that_covers_the_rest() {
        UnreadableRanges ranges = new UnreadableRanges();
        for (long i = 0; i < 150_000; i++) {
            ranges.add(i * 10, i * 10 + 5, "bad");
        }
        assertThat(ranges.list()).hasSize(100_000);
        assertThat(ranges.list().getLast().end()).isEqualTo(149_999 * 10 + 5);
        assertThat(ranges.list().getLast().reason()).contains("too many");
    }

    @Test
    void progress_grows_to_the_whole() throws Exception {
        Path image = Files.write(folder.resolve("image"), Media.mixed(100, 17));
        List<Long> seen = new ArrayList<>();
        try (ImageSource source = Media.open(image)) {
            new MediaDigester(2).digest(source, (done, total) -> {
                assertThat(total).isEqualTo(source.size());
                seen.add(done);
            });
            assertThat(seen).isSorted().doesNotHaveDuplicates().endsWith(source.size());
        }
    }

    @Test
    void a_failure_to_read_ends_the_pass_with_that_failure() {
        assertThatThrownBy(() -> new MediaDigester(2).digest(failingAt(10 << 20), (done, total) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("the share is gone");
    }

    @Test
    void an_interrupt_ends_the_pass() throws Exception {
        AtomicReference<Exception> ended = new AtomicReference<>();
        Thread pass = Thread.ofPlatform().start(() -> {
            try {
                new MediaDigester(2).digest(failingAt(Long.MAX_VALUE / 2), (done, total) -> {});
            } catch (Exception e) {
                ended.set(e);
            }
        });
        Thread.sleep(100);
        pass.interrupt();
        pass.join(20_000);
        assertThat(ended.get()).isInstanceOf(InterruptedIOException.class);
    }

    private static ImageSource failingAt(long end) {
        return new ImageSource() {
            @Override
            public ImageFacts facts() {
                return new ImageFacts("test", 1, size(), null, null, Map.of());
            }

            @Override
            public long size() {
                return Long.MAX_VALUE;
            }

            @Override
            public int read(long position, ByteBuffer target) throws IOException {
                if (position >= end) {
                    throw new IOException("the share is gone");
                }
                int length = target.remaining();
                target.position(target.limit());
                return length;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
