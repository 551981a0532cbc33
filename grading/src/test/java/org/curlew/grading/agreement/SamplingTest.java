package org.curlew.grading.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SamplingTest {

    @Test
    void the_sizes_of_the_auditors_tables_come_out() {
        // rule of three: 59 of many for 5 % at 95 %, 299 for 1 %
        assertThat(Sampling.size(10_000_000, 0.05, 0.95)).isEqualTo(59);
        assertThat(Sampling.size(10_000_000, 0.01, 0.95)).isEqualTo(299);
        assertThat(Sampling.size(0, 0.05, 0.95)).isZero();
        assertThat(Sampling.size(1, 0.05, 0.95)).isEqualTo(1);
        assertThat(Sampling.size(20, 0.05, 0.95)).isLessThanOrEqualTo(20);
    }

    @Test
    void nothing_found_in_a_sample_bounds_the_share_as_the_exact_formula_says() {
        // without a finding the bound is 1 - (1 - confidence)^(1/n)
        assertThat(Sampling.upperBound(59, 0, 0.95)).isEqualTo(1 - Math.pow(0.05, 1.0 / 59), within(1e-9));
        // Clopper and Pearson (1934), tabulated: 1 of 20 at one-sided 95 % is 0.2161
        assertThat(Sampling.upperBound(20, 1, 0.95)).isEqualTo(0.2161, within(0.0001));
        assertThat(Sampling.upperBound(0, 0, 0.95)).isEqualTo(1);
        assertThat(Sampling.upperBound(5, 5, 0.95)).isEqualTo(1);
    }

    @Property(tries = 200)
    void the_sample_is_the_smallest_that_keeps_the_promise(
            @ForAll @IntRange(min = 2, max = 3_000) int population, @ForAll @IntRange(min = 1, max = 50) int percent) {
        double tolerated = percent / 100.0;
        int size = Sampling.size(population, tolerated, 0.95);
        long wrong = (long) Math.floor(tolerated * population) + 1;

        assertThat(size).isBetween(1, population);
        assertThat(unseen(population, wrong, size)).isLessThanOrEqualTo(0.05 + 1e-9);
        assertThat(unseen(population, wrong, size - 1)).isGreaterThan(0.05 - 1e-9);
    }

    private static double unseen(long population, long wrong, int size) {
        double chance = 1;
        for (int i = 0; i < size; i++) {
            chance *= Math.max(0, (double) (population - wrong - i) / (population - i));
        }
        return chance;
    }
}
