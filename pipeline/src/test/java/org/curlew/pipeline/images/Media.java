package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Media for the tests, and how they are read back. */
final class Media {

    static final int CHUNK = 32 << 10;

    private Media() {}

    /** Chunks of noise, of text, of zeros and of ones, and a last chunk of seven sectors. */
    static byte[] mixed(int chunks, long seed) {
        byte[] media = new byte[chunks * CHUNK + 7 * 512];
        Random random = new Random(seed);
        for (int chunk = 0; chunk <= chunks; chunk++) {
            int at = chunk * CHUNK;
            byte[] piece = new byte[Math.min(CHUNK, media.length - at)];
            switch (chunk % 4) {
                case 0 -> random.nextBytes(piece);
                case 1 -> {
                    byte[] words = ("evidence " + chunk + " of " + seed + "; ").getBytes(StandardCharsets.US_ASCII);
                    for (int i = 0; i < piece.length; i++) {
                        piece[i] = words[i % words.length];
                    }
                }
                case 2 -> Arrays.fill(piece, (byte) 0);
                default -> Arrays.fill(piece, (byte) 0xff);
            }
            System.arraycopy(piece, 0, media, at, piece.length);
        }
        return media;
    }

    static ImageSource open(Path... parts) throws IOException {
        return new ImageFormats(new ReadLimits(2, 4 << 20)).open(List.of(parts));
    }

    static byte[] readAll(ImageSource source) throws IOException {
        byte[] media = new byte[Math.toIntExact(source.size())];
        ByteBuffer target = ByteBuffer.wrap(media);
        assertThat(source.read(0, target)).isEqualTo(media.length);
        return media;
    }

    /** Like an assertion of equality, without megabytes of numbers in the message. */
    static void same(byte[] got, byte[] expected) {
        assertThat(got).hasSize(expected.length);
        assertThat(Arrays.mismatch(got, expected)).as("first different byte").isEqualTo(-1);
    }

    /** Reads everything there is and checks every byte that is not named unreadable. */
    static List<UnreadableRange> readAround(ImageSource source, byte[] expected, int step) throws IOException {
        List<UnreadableRange> unreadable = new ArrayList<>();
        byte[] buffer = new byte[step];
        for (long at = 0; at < source.size(); ) {
            ByteBuffer target = ByteBuffer.wrap(buffer);
            long next;
            try {
                next = at + source.read(at, target);
            } catch (UnreadableRangeException e) {
                long damage = at + target.position();
                assertThat(e.offset()).isLessThanOrEqualTo(damage);
                assertThat(e.offset() + e.length()).isGreaterThan(damage);
                next = e.offset() + e.length();
                unreadable.add(new UnreadableRange(damage, next - damage, e.getMessage()));
            }
            byte[] got = Arrays.copyOf(buffer, target.position());
            byte[] wanted = Arrays.copyOfRange(expected, (int) at, (int) at + target.position());
            assertThat(Arrays.mismatch(got, wanted))
                    .as("media from byte %d", at)
                    .isEqualTo(-1);
            at = next;
        }
        return unreadable;
    }

    /** Acquires media with ewfacquire; returns the first segment. */
    static Path acquire(Path folder, String name, byte[] media, String format, String... options)
            throws IOException, InterruptedException {
        Path raw = Files.write(folder.resolve(name + ".raw"), media);
        List<String> command = new ArrayList<>(
                List.of("ewfacquire", "-u", "-q", "-t", folder.resolve(name).toString(), "-f", format));
        command.addAll(List.of("-C", "OP-1", "-E", "ABC/1", "-D", "a phone", "-e", "A. Examiner", "-N", "some notes"));
        command.addAll(List.of(options));
        command.add(raw.toString());
        Peer.run(command.toArray(String[]::new));
        Files.delete(raw);
        return segments(folder, name).getFirst();
    }

    static List<Path> segments(Path folder, String name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name + "\\.[eEsS][0-9]{2}"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
