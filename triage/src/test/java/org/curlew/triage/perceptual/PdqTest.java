package org.curlew.triage.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PdqTest {

    @Property(tries = 150)
    void streaming_the_rows_gives_the_same_floats_as_the_plain_two_passes(
            @ForAll @IntRange(min = 1, max = 420) int rows,
            @ForAll @IntRange(min = 1, max = 420) int columns,
            @ForAll long seed) {
        float[] luma = noise(rows * columns, seed);
        Jarosz jarosz = new Jarosz();
        float[] streamed = new float[Jarosz.SAMPLES * Jarosz.SAMPLES];
        // A picture before it, so that stale working memory would show.
        jarosz.sample(300, 400, Luma.of(noise(300 * 400, seed + 1), 400), streamed);
        jarosz.sample(rows, columns, Luma.of(luma, columns), streamed);

        assertThat(streamed).isEqualTo(PlainJarosz.sample(luma, rows, columns));
    }

    @Test
    void a_hasher_gives_the_same_hash_whatever_it_hashed_before() {
        Pdq used = new Pdq();
        for (int side : List.of(700, 20, 130, 64)) {
            float[] luma = noise(side * side, side);
            assertThat(used.hash(side, side, Luma.of(luma, side)))
                    .isEqualTo(new Pdq().hash(side, side, Luma.of(luma, side)));
        }
    }

    @Test
    void a_picture_whose_hashes_were_kept_is_the_picture_again() {
        PdqResult picture = new Pdq().hash(120, 200, Luma.of(noise(120 * 200, 3), 200));

        byte[] turned = HexFormat.of().parseHex(picture.turnedHex());

        assertThat(turned).hasSize(224);
        assertThat(PdqResult.kept(picture.hash().bytes(), turned, picture.quality()))
                .isEqualTo(picture);
        assertThat(picture.dihedral()).doesNotHaveDuplicates();
    }

    @Test
    void the_turned_hashes_are_near_the_hashes_of_the_turned_pictures() throws IOException {
        PdqResult bridge = SharedData.hash(SharedData.path("pdq/images/reg-test-input/dih/bridge-1-original.jpg"));
        List<String> turned = List.of(
                "bridge-1-original",
                "bridge-2-rotate-90",
                "bridge-3-rotate-180",
                "bridge-4-rotate-270",
                "bridge-5-flipx",
                "bridge-6-flipy",
                "bridge-7-flip-plus-1",
                "bridge-8-flip-minus-1");
        for (Dihedral turn : Dihedral.values()) {
            PdqResult picture = SharedData.hash(
                    SharedData.path("pdq/images/reg-test-input/dih/" + turned.get(turn.ordinal()) + ".jpg"));
            assertThat(bridge.hash(turn).distance(picture.hash()))
                    .as(turn.name())
                    .isLessThanOrEqualTo(16);
        }
    }

    @Test
    void a_flat_picture_is_not_comparable() {
        float[] luma = new float[200 * 200];
        Arrays.fill(luma, 77f);

        assertThat(new Pdq().hash(200, 200, Luma.of(luma, 200)).eligibility()).isEqualTo(Eligibility.LOW_QUALITY);
    }

    @Test
    void a_hash_that_has_not_128_bits_set_is_not_comparable_whatever_its_quality() {
        PdqHash regular = Hashes.random(new SplittableRandom(1));
        PdqHash irregular = Hashes.flip(regular, 5);

        assertThat(new PdqResult(100, List.of(regular)).eligibility()).isEqualTo(Eligibility.MATCHABLE);
        assertThat(new PdqResult(100, List.of(irregular)).eligibility()).isEqualTo(Eligibility.IRREGULAR);
        assertThat(new PdqResult(49, List.of(regular)).eligibility()).isEqualTo(Eligibility.LOW_QUALITY);
        assertThat(new PdqResult(50, List.of(regular)).eligibility()).isEqualTo(Eligibility.MATCHABLE);
    }

    @Test
    void a_picture_with_a_side_below_five_pixels_has_quality_0() {
        assertThat(new Pdq().hash(4, 400, Luma.of(noise(1600, 3), 400)).quality())
                .isZero();
        assertThat(new Pdq().hash(5, 400, Luma.of(noise(2000, 3), 400)).quality())
                .isPositive();
    }

    @Test
    void a_picture_without_pixels_is_refused() {
        assertThatThrownBy(() -> new Pdq().hash(0, 5, (y, into) -> {})).hasMessageContaining("at least one pixel");
    }

    @Test
    void grey_luma_is_the_luma_of_a_grey_colour() {
        for (int value = 0; value < 256; value++) {
            assertThat(Luma.ofGrey(value)).isEqualTo(Luma.of(value, value, value));
        }
        assertThat(Luma.of(255, 0, 0)).isEqualTo(0.299f * 255);
    }

    private static float[] noise(int length, long seed) {
        Random random = new Random(seed);
        float[] luma = new float[length];
        for (int k = 0; k < length; k++) {
            luma[k] = Luma.of(random.nextInt(256), random.nextInt(256), random.nextInt(256));
        }
        return luma;
    }
}
