package org.curlew.pipeline.filesystems.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What wimlib packs comes out as it went in; what is damaged is refused or bounded, never an error of another kind. */
public class DecodersTest {

    private static final int DAMAGES = 3_000;

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of("XPRESS", "4K", new XpressHuffman(4 << 10)),
                Arguments.of("XPRESS", "8K", new XpressHuffman(8 << 10)),
                Arguments.of("XPRESS", "16K", new XpressHuffman(16 << 10)),
                Arguments.of("LZX", "32K", new Lzx()));
    }

    /** Kinds of content that take a packer through all it has: words, runs, code with calls, noise among order. */
    public static List<byte[]> contents() {
        Random random = new Random(11);
        StringBuilder words = new StringBuilder();
        while (words.length() < 150_001) {
            words.append("word").append(random.nextInt(900)).append(random.nextInt(9) == 0 ? ".\n" : " ");
        }
        byte[] code = new byte[100_000];
        for (int i = 0; i + 5 < code.length; i += 5 + random.nextInt(12)) {
            code[i] = (byte) 0xe8;
            ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN).putInt(i + 1, random.nextInt(64) * 1000 - i);
        }
        byte[] mixed = words.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] noise = new byte[20_000];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, mixed, 40_000, noise.length);
        byte[] run = new byte[70_000];
        Arrays.fill(run, 30_000, 70_000, (byte) 7);
        byte[] two = new byte[33_000];
        for (int i = 0; i < two.length; i++) {
            two[i] = (byte) (random.nextBoolean() ? 'a' : 'b');
        }
        return List.of(words.toString().getBytes(StandardCharsets.US_ASCII), code, mixed, run, two);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void what_was_packed_comes_out_as_it_went_in(String how, String unit, UnitDecoder decoder) throws Exception {
        for (byte[] content : contents()) {
            byte[] packed = WimFile.packed(content, how, unit);
            byte[] unpacked = new byte[content.length];
            int read = 0;
            for (int number = 0; number < units(content, decoder); number++) {
                byte[] one = unit(packed, content, decoder, number);
                byte[] target = new byte[decoder.unit()];
                int size = Math.min(decoder.unit(), content.length - read);
                if (one.length == size) {
                    target = one;
                } else {
                    decoder.decode(one, one.length, target, size);
                }
                System.arraycopy(target, 0, unpacked, read, size);
                read += size;
            }
            assertThat(unpacked).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void damage_of_any_kind_is_refused_or_gives_other_bytes_within_the_unit(
            String how, String unit, UnitDecoder decoder) throws Exception {
        Random random = new Random(5);
        int refused = 0;
        for (byte[] content : contents()) {
            byte[] whole = unit(WimFile.packed(content, how, unit), content, decoder, 0);
            for (int i = 0; i < DAMAGES; i++) {
                byte[] damaged = Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
                for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                try {
                    decoder.decode(damaged, damaged.length, new byte[decoder.unit()], decoder.unit());
                } catch (CorruptUnitException e) {
                    refused++;
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
        }
        assertThat(refused).isGreaterThan(DAMAGES);
    }

    private static int units(byte[] content, UnitDecoder decoder) {
        return (content.length + decoder.unit() - 1) / decoder.unit();
    }

    private static byte[] unit(byte[] packed, byte[] content, UnitDecoder decoder, int number) {
        int units = units(content, decoder);
        int table = 4 * (units - 1);
        ByteBuffer places = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        int from = number == 0 ? 0 : places.getInt(4 * (number - 1));
        int to = number == units - 1 ? packed.length - table : places.getInt(4 * number);
        return Arrays.copyOfRange(packed, table + from, table + to);
    }
}
