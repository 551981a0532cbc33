package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawSourceTest {

    private static final byte[] MEDIA = Media.mixed(6, 20);

    @TempDir
    Path folder;

    private Path image;

    @BeforeEach
    void write() throws IOException {
        image = Files.write(folder.resolve("image"), MEDIA);
    }

    /** A disk that cannot read a few bytes. */
    private static final class FailingFile extends PartFile {
        private final long badFrom;
        private final long badTo;

        FailingFile(Path path, long badFrom, long badTo) throws IOException {
            super(path);
            this.badFrom = badFrom;
            this.badTo = badTo;
        }

        @Override
        void read(long position, ByteBuffer target) throws IOException {
            if (position < badTo && position + target.remaining() > badFrom) {
                throw new IOException("Input/output error");
            }
            super.read(position, target);
        }
    }

    @Test
    void where_a_disk_fails_only_the_failing_blocks_are_unreadable() throws Exception {
        ImageFacts facts = new ImageFacts("split-raw", 2, 2L * MEDIA.length, null, null, Map.of());
        byte[] twice = new byte[2 * MEDIA.length];
        System.arraycopy(MEDIA, 0, twice, 0, MEDIA.length);
        System.arraycopy(MEDIA, 0, twice, MEDIA.length, MEDIA.length);
        List<PartFile> parts = List.of(new PartFile(image), new FailingFile(image, 5000, 9000));
        try (ImageSource source = new RawSource(facts, parts)) {
            assertThat(Media.readAround(source, twice, 100_000))
                    .extracting(UnreadableRange::offset)
                    .containsExactly(MEDIA.length + 4096L, MEDIA.length + 8192L);
            MediaDigester.Result result = new MediaDigester(2).digest(source, (done, total) -> {});
            assertThat(result.unreadable()).singleElement().satisfies(range -> assertThat(range.reason())
                    .isEqualTo("image cannot be read here: Input/output error"));
        }
    }

    @Test
    void an_interrupted_reader_stops_and_the_others_go_on() throws Exception {
        try (ImageSource source = Media.open(image)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> source.read(0, ByteBuffer.allocate(10)))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            Media.same(Media.readAll(source), MEDIA);
        }
    }

    @Test
    void a_closed_image_gives_nothing_more() throws Exception {
        ImageSource source = Media.open(image);
        source.close();
        assertThatThrownBy(() -> source.read(0, ByteBuffer.allocate(10))).isInstanceOf(IOException.class);
    }

    @Test
    void reads_end_with_the_media_and_touch_nothing_past_the_bytes_read() throws Exception {
        try (ImageSource source = Media.open(image)) {
            ByteBuffer target = ByteBuffer.allocate(100);
            assertThat(source.read(MEDIA.length - 30, target)).isEqualTo(30);
            assertThat(target.position()).isEqualTo(30);
            assertThat(target.limit()).isEqualTo(100);
            assertThat(source.read(MEDIA.length, target)).isEqualTo(-1);
            assertThatThrownBy(() -> source.read(-1, target)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
