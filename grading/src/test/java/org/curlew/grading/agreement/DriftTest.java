package org.curlew.grading.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.curlew.grading.agreement.Agreement.Month;
import org.junit.jupiter.api.Test;

class DriftTest {

    @Test
    void a_grader_drifts_where_a_month_differs_by_more_than_chance_explains() {
        assertThat(Agreement.drifting(List.of(month("2026-01", 200, 196), month("2026-02", 60, 50))))
                .isTrue();
    }

    @Test
    void one_of_three_that_differs_is_chance_and_no_drift() {
        assertThat(Agreement.drifting(List.of(month("2026-01", 200, 196), month("2026-02", 3, 2))))
                .isFalse();
        assertThat(Agreement.drifting(List.of(month("2026-01", 200, 196), month("2026-02", 60, 58))))
                .isFalse();
        assertThat(Agreement.drifting(List.of(month("2026-01", 60, 50))))
                .as("nothing to hold it against")
                .isFalse();
    }

    /** P(X >= 2) of three at one half is one half; P(X >= 1) of three at 0.05 is 1 - 0.95^3. */
    @Test
    void the_chance_of_so_many_is_the_binomial_one() {
        assertThat(Sampling.atLeast(3, 2, 0.5)).isEqualTo(0.5, within(1e-12));
        assertThat(Sampling.atLeast(3, 1, 0.05)).isEqualTo(1 - 0.95 * 0.95 * 0.95, within(1e-12));
        assertThat(Sampling.atLeast(3, 0, 0.05)).isEqualTo(1);
    }

    private static Month month(String name, long compared, long agreed) {
        return new Month(name, compared, agreed, 0, 0, Kappa.cohen(new long[][] {{1, 0}, {0, 1}}));
    }
}
