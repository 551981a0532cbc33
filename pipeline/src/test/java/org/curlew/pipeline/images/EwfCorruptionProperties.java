package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random damage: never a hang, never anything but an IOException, and what is read is right. */
class EwfCorruptionProperties {

    private static final byte[] MEDIA = Media.mixed(17, 10);

    private static Path folder;
    private static byte[][] images;

    @BeforeContainer
    static void acquire() throws Exception {
        folder = Files.createTempDirectory("corruption");
        images = new byte[][] {
            Files.readAllBytes(Media.acquire(folder, "six", MEDIA, "encase6", "-c", "deflate:fast")),
            Files.readAllBytes(Media.acquire(folder, "one", MEDIA, "encase1", "-c", "deflate:fast")),
            Files.readAllBytes(Media.acquire(folder, "smart", MEDIA, "smart", "-c", "deflate:fast"))
        };
    }

    @AfterContainer
    static void clean() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 400)
    void flipped_bytes_never_change_media_unnoticed(
            @ForAll @IntRange(min = 0, max = 2) int which,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int flips)
            throws IOException {
        byte[] damaged = images[which].clone();
        Random random = new Random(seed);
        for (int i = 0; i < flips; i++) {
            // half of the damage goes to where the structures are
            int at = random.nextBoolean() ? random.nextInt(damaged.length) : damaged.length - 1 - random.nextInt(2000);
            damaged[i % 3 == 0 ? random.nextInt(2000) : at] ^= (byte) (1 + random.nextInt(255));
        }
        readsRightOrRefuses(damaged);
    }

    @Property(tries = 200)
    void a_stretch_of_foreign_bytes_never_changes_media_unnoticed(
            @ForAll @IntRange(min = 0, max = 2) int which, @ForAll long seed) throws IOException {
        byte[] damaged = images[which].clone();
        Random random = new Random(seed);
        int from = random.nextInt(damaged.length);
        int to = Math.min(damaged.length, from + random.nextInt(60_000));
        byte[] foreign = new byte[to - from];
        if (random.nextBoolean()) {
            random.nextBytes(foreign);
        }
        System.arraycopy(foreign, 0, damaged, from, foreign.length);
        readsRightOrRefuses(damaged);
    }

    @Property(tries = 200)
    void a_cut_or_a_lost_stretch_never_changes_media_unnoticed(
            @ForAll @IntRange(min = 0, max = 2) int which, @ForAll long seed) throws IOException {
        byte[] whole = images[which];
        Random random = new Random(seed);
        int from = random.nextInt(whole.length);
        int to = random.nextBoolean() ? whole.length : Math.min(whole.length, from + random.nextInt(5000));
        byte[] damaged = Arrays.copyOf(whole, whole.length - (to - from));
        System.arraycopy(whole, to, damaged, from, whole.length - to);
        readsRightOrRefuses(damaged);
    }

    @Property(tries = 200)
    void random_bytes_behind_a_signature_are_refused_or_unreadable(
            @ForAll long seed, @ForAll @IntRange(min = 600, max = 20_000) int length) throws IOException {
        byte[] noise = new byte[length];
        new Random(seed).nextBytes(noise);
        System.arraycopy(images[0], 0, noise, 0, 13);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try (ImageSource source = Media.open(Files.write(folder.resolve("noise.E01"), noise))) {
                assertThat(source.size()).isNotNegative();
            } catch (IOException e) {
                assertThat(e).isInstanceOf(ImageRefusedException.class);
            }
        });
    }

    private static void readsRightOrRefuses(byte[] bytes) throws IOException {
        Path damaged = Files.write(folder.resolve("damaged.E01"), bytes);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try (ImageSource source = Media.open(damaged)) {
                // a signature damaged beyond recognition leaves raw bytes, which the digests show to be no such media
                if (source.facts().format().equals("ewf-e01") && source.size() == MEDIA.length) {
                    Media.readAround(source, MEDIA, 25_000);
                }
            } catch (ImageRefusedException e) {
                assertThat(e.getMessage()).contains("damaged.E").doesNotContain("\n");
            }
        });
    }
}
