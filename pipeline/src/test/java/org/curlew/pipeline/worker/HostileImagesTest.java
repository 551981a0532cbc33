package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Images with random damage: the answer may be partial, but it comes, and the next image is not harmed. */
class HostileImagesTest {

    private static final long LONGEST_SECONDS = 60;
    private static WorkerPool worker;

    @BeforeAll
    static void start() {
        worker = new WorkerPool(WorkerSettings.standard().withStall(Duration.ofSeconds(3)));
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    /** Ranges of the small image where damage hurts most: boot sectors, tables and folders of the three file systems. */
    private static final long[][] METADATA = {
        {0, 34 * 512}, {1 << 20, 64 << 10}, {21 << 20, 1 << 20}, {41 << 20, 2 << 20},
    };

    @Test
    void two_hundred_random_corruptions_end_complete_or_partial() throws Exception {
        Path image = TestImages.folder().resolve("hostile.raw");
        Files.copy(TestImages.made("small"), image, StandardCopyOption.REPLACE_EXISTING);
        List<String> sound = Extracted.of(worker, image).lines();
        for (int round = 0; round < 200; round++) {
            Random random = new Random(round);
            List<long[]> undo =
                    damage(image, random, round % 2 == 0 ? METADATA : new long[][] {{0, Files.size(image)}});
            long began = System.nanoTime();

            outcome(image, round);

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("round " + round)
                    .isLessThan(Duration.ofSeconds(LONGEST_SECONDS));
            repair(image, undo);
        }
        assertThat(Extracted.of(worker, image).lines()).isEqualTo(sound);
    }

    @Test
    void corrupted_apfs_which_makes_the_library_abort_costs_no_more_than_what_it_dies_on() throws Exception {
        Path image = TestImages.folder().resolve("hostile-apfs.raw");
        Files.copy(TestImages.image("dfvfs-apfs.raw"), image, StandardCopyOption.REPLACE_EXISTING);
        image.toFile().setWritable(true);
        long size = Files.size(image);
        for (int round = 0; round < 40; round++) {
            List<long[]> undo = damage(image, new Random(round), new long[][] {{0, 128 * 4096}, {0, size}});
            outcome(image, round);
            repair(image, undo);
        }
        assertThat(Extracted.of(worker, image).volume(0)).hasSize(8);
    }

    @Test
    void corrupted_discs_in_which_the_library_goes_round_in_circles_end_by_the_clock() throws Exception {
        Path image = TestImages.folder().resolve("hostile.iso");
        Files.copy(TestImages.image("dfvfs-iso9660.raw"), image, StandardCopyOption.REPLACE_EXISTING);
        image.toFile().setWritable(true);
        for (int round = 0; round < 40; round++) {
            List<long[]> undo = damage(image, new Random(round), new long[][] {{32768, 32768}});
            outcome(image, round);
            repair(image, undo);
        }
        assertThat(Extracted.of(worker, image).files).isNotEmpty();
    }

    /** Whatever comes is whole in itself: every file has digests or a reason, every gap a reason. */
    private static void outcome(Path image, int round) throws InterruptedException {
        try {
            Extracted found = Extracted.of(worker, image);
            assertThat(found.files)
                    .as("round " + round)
                    .allMatch(file -> file.path().startsWith("/")
                            && (file.status() == FoundFile.Status.HASHED
                                    ? file.sha256() != null && file.reason().isEmpty()
                                    : file.sha256() == null && !file.reason().isEmpty()));
            assertThat(found.gaps).allMatch(gap -> !gap.reason().isEmpty());
            assertThat(found.plan.volumes()).isNotEmpty();
        } catch (IOException told) {
            assertThat(told.getMessage()).as("round " + round).contains("died");
        }
    }

    private static List<long[]> damage(Path image, Random random, long[][] ranges) throws IOException {
        List<long[]> undo = new ArrayList<>();
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            for (int i = 0; i < 24; i++) {
                long[] range = ranges[random.nextInt(ranges.length)];
                long at = range[0] + random.nextLong(range[1]);
                file.seek(at);
                undo.add(new long[] {at, file.read()});
                file.seek(at);
                file.write(random.nextInt(256));
            }
        }
        return undo.reversed();
    }

    private static void repair(Path image, List<long[]> undo) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            for (long[] change : undo) {
                file.seek(change[0]);
                file.write((int) change[1]);
            }
        }
    }
}
