package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The machine's fast library and the JDK's zlib must give one answer. */
class ScratchProperties {

    @Property(tries = 500)
    void a_sound_stream_gives_its_bytes_with_and_without_the_fast_library(
            @ForAll @IntRange(min = 1, max = 70_000) int length,
            @ForAll @IntRange(min = 0, max = 3) int kind,
            @ForAll @IntRange(min = 0, max = 50) int trailing,
            @ForAll @IntRange(min = 0, max = 9) int at) {
        byte[] bytes = bytes(length, kind);
        byte[] stream = E01Builder.deflate(bytes);
        ByteBuffer input = direct(Arrays.copyOf(stream, stream.length + trailing));
        try (Scratch fast = new Scratch();
                Scratch plain = new Scratch(null)) {
            for (Scratch scratch : new Scratch[] {fast, plain, fast, plain}) {
                byte[] target = new byte[at + length + 3];
                assertThat(scratch.inflateZlib(input.duplicate(), target, at, length))
                        .isTrue();
                assertThat(Arrays.mismatch(Arrays.copyOfRange(target, at, at + length), bytes))
                        .isEqualTo(-1);
                assertThat(target[at + length]).isZero();
            }
        }
    }

    @Property(tries = 500)
    void a_damaged_or_short_stream_never_gives_other_bytes_with_or_without_the_fast_library(
            @ForAll @IntRange(min = 10, max = 5_000) int length,
            @ForAll @IntRange(min = 0, max = 3) int kind,
            @ForAll long seed) {
        byte[] stream = E01Builder.deflate(bytes(length, kind));
        Random random = new Random(seed);
        if (random.nextBoolean()) {
            stream[random.nextInt(stream.length)] ^= (byte) (1 << random.nextInt(8));
        } else {
            stream = Arrays.copyOf(stream, random.nextInt(stream.length));
        }
        byte[] original = bytes(length, kind);
        try (Scratch fast = new Scratch();
                Scratch plain = new Scratch(null)) {
            byte[] one = new byte[length];
            byte[] other = new byte[length];
            boolean soundToFast = fast.inflateZlib(direct(stream), one, 0, length);
            boolean soundToPlain = plain.inflateZlib(direct(stream), other, 0, length);
            // a flip can hit bits that change no byte (level, window size): the checksum is right, so both may take it
            assertThat(!soundToFast || Arrays.equals(one, original)).isTrue();
            assertThat(!soundToPlain || Arrays.equals(other, original)).isTrue();
            assertThat(soundToFast || !soundToPlain)
                    .as("the fast library refuses nothing that the JDK takes")
                    .isTrue();
        }
    }

    @Property(tries = 100)
    void a_padded_last_chunk_gives_its_beginning(@ForAll @IntRange(min = 1, max = 9_999) int wanted) {
        byte[] bytes = bytes(10_000, 1);
        try (Scratch fast = new Scratch();
                Scratch plain = new Scratch(null)) {
            for (Scratch scratch : new Scratch[] {fast, plain}) {
                byte[] target = new byte[wanted];
                assertThat(scratch.inflateZlib(direct(E01Builder.deflate(bytes)), target, 0, wanted))
                        .isTrue();
                assertThat(target).isEqualTo(Arrays.copyOf(bytes, wanted));
            }
        }
    }

    private static byte[] bytes(int length, int kind) {
        byte[] bytes = new byte[length];
        switch (kind) {
            case 0 -> new Random(length).nextBytes(bytes);
            case 1 -> {
                for (int i = 0; i < length; i++) {
                    bytes[i] = (byte) (i / 7);
                }
            }
            case 2 -> Arrays.fill(bytes, (byte) 0xff);
            default -> Arrays.fill(bytes, (byte) 0);
        }
        return bytes;
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
