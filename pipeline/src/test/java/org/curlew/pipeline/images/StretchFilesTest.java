package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StretchFilesTest {

    private static final int STRETCH = 10_000;

    @TempDir
    Path folder;

    private final byte[] part = new byte[40 * STRETCH];
    private int asked;

    private StretchFiles files() throws IOException {
        new Random(3).nextBytes(part);
        for (int i = 0; i < part.length / STRETCH; i++) {
            Files.write(folder.resolve("" + i), java.util.Arrays.copyOfRange(part, i * STRETCH, (i + 1) * STRETCH));
        }
        return new StretchFiles(position -> {
            asked++;
            Path file = folder.resolve("" + position / STRETCH);
            return Files.exists(file)
                    ? new RangeCalls.Place(file.toString(), position / STRETCH * STRETCH, STRETCH)
                    : null;
        });
    }

    /** As {@link StoredPart} reads: a stretch may give less than was wanted. */
    private static byte[] read(StretchFiles files, long position, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        while (target.hasRemaining()) {
            int got = files.read(position + target.position(), target.remaining(), target);
            if (got == 0) {
                return null;
            }
        }
        return target.array();
    }

    @Test
    void what_lies_across_files_is_read_and_each_file_asked_for_once() throws IOException {
        try (StretchFiles files = files()) {
            for (int at : new int[] {5, STRETCH - 1, 0}) {
                assertThat(read(files, at, 2 * STRETCH))
                        .isEqualTo(java.util.Arrays.copyOfRange(part, at, at + 2 * STRETCH));
            }
            assertThat(asked).isEqualTo(3);
        }
    }

    @Test
    void few_files_are_open_at_once_and_none_when_nobody_reads() throws IOException {
        try (StretchFiles files = files()) {
            assertThat(read(files, 0, part.length)).isEqualTo(part);
            assertThat(files.opened()).isEqualTo(16);
            files.sweep();
            files.sweep();
            assertThat(files.opened()).isZero();
            assertThat(read(files, 7, 100)).isEqualTo(java.util.Arrays.copyOfRange(part, 7, 107));
        }
    }

    @Test
    void a_file_that_is_gone_is_left_to_the_parent_and_asked_for_again_later() throws Exception {
        try (StretchFiles files = files()) {
            Files.move(folder.resolve("1"), folder.resolve("aside"));
            assertThat(read(files, STRETCH, 10)).isNull();
            Files.move(folder.resolve("aside"), folder.resolve("1"));
            assertThat(read(files, STRETCH, 10))
                    .as("not asked for with every read")
                    .isNull();
            Thread.sleep(600);
            assertThat(read(files, STRETCH, 10)).isEqualTo(java.util.Arrays.copyOfRange(part, STRETCH, STRETCH + 10));
        }
    }
}
