package org.curlew.grading.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KappaTest {

    /** Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), section 18.1: 100 diagnoses. */
    private static final long[][] DIAGNOSES = {{75, 1, 4}, {5, 4, 1}, {0, 0, 10}};

    /** Fleiss (1971) as commonly reprinted: 10 subjects, 14 graders, 5 classes. */
    private static final long[][] FOURTEEN = {
        {0, 0, 0, 0, 14},
        {0, 2, 6, 4, 2},
        {0, 0, 3, 5, 6},
        {0, 3, 9, 2, 0},
        {2, 2, 8, 1, 1},
        {7, 7, 0, 0, 0},
        {3, 2, 6, 3, 0},
        {2, 5, 3, 2, 2},
        {6, 5, 2, 1, 0},
        {0, 2, 2, 3, 7}
    };

    @Test
    void the_worked_example_of_two_graders_comes_out_overall_and_by_class() {
        Kappa.Estimate overall = Kappa.cohen(DIAGNOSES);

        assertThat(overall.observed()).isEqualTo(0.89, within(1e-9));
        assertThat(overall.expected()).isEqualTo(0.66, within(1e-9));
        assertThat(overall.kappa()).isEqualTo(0.68, within(0.005));
        // the book's standard error for the interval is 0.087
        assertThat((overall.high() - overall.kappa()) / 1.96).isEqualTo(0.087, within(0.0015));
        assertThat(Kappa.cohen(DIAGNOSES, 0).kappa()).isEqualTo(0.69, within(0.005));
        assertThat(Kappa.cohen(DIAGNOSES, 1).kappa()).isEqualTo(0.50, within(0.005));
        assertThat(Kappa.cohen(DIAGNOSES, 2).kappa()).isEqualTo(0.77, within(0.005));
    }

    @Test
    void the_worked_example_of_fourteen_graders_comes_out() {
        Kappa.Estimate estimate = Kappa.fleiss(FOURTEEN);

        assertThat(estimate.observed()).isEqualTo(0.378, within(0.0005));
        assertThat(estimate.expected()).isEqualTo(0.213, within(0.0005));
        assertThat(estimate.kappa()).isEqualTo(0.210, within(0.0005));
        assertThat(estimate.low()).isLessThan(0.210).isGreaterThan(-0.1);
        assertThat(estimate.high()).isGreaterThan(0.210).isLessThan(0.5);
    }

    @Test
    void the_whole_is_the_mean_of_the_classes_weighted_as_fleiss_wrote() {
        double[] totals = new double[5];
        Arrays.stream(FOURTEEN).forEach(row -> {
            for (int j = 0; j < 5; j++) {
                totals[j] += row[j] / 140.0;
            }
        });
        double weighted = 0;
        double weights = 0;
        for (int j = 0; j < 5; j++) {
            double weight = totals[j] * (1 - totals[j]);
            weighted += weight * Kappa.fleiss(FOURTEEN, j).kappa();
            weights += weight;
        }

        assertThat(weighted / weights).isEqualTo(Kappa.fleiss(FOURTEEN).kappa(), within(1e-9));
    }

    @Test
    void graders_who_only_ever_used_one_class_prove_nothing() {
        assertThat(Kappa.cohen(new long[][] {{50, 0}, {0, 0}}).kappa()).isNaN();
        assertThat(Kappa.cohen(new long[2][2]).kappa()).isNaN();
        assertThat(Kappa.fleiss(new long[][] {{3, 0}, {3, 0}}).kappa()).isNaN();
    }

    @Test
    void items_with_different_numbers_of_graders_are_refused() {
        assertThatThrownBy(() -> Kappa.fleiss(new long[][] {{2, 0}, {2, 1}}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void perfect_agreement_is_one_and_kappa_never_leaves_its_interval(@ForAll @Size(9) long[] cells) {
        long[][] table = new long[3][3];
        long[][] diagonal = new long[3][3];
        for (int i = 0; i < 9; i++) {
            table[i / 3][i % 3] = Math.floorMod(cells[i], 41);
            diagonal[i / 3][i / 3] += table[i / 3][i % 3];
        }
        Kappa.Estimate any = Kappa.cohen(table);
        Kappa.Estimate perfect = Kappa.cohen(diagonal);

        if (!Double.isNaN(any.kappa())) {
            assertThat(any.kappa()).isBetween(any.low() - 1e-9, any.high() + 1e-9);
        }
        if (!Double.isNaN(perfect.kappa())) {
            assertThat(perfect.kappa()).isEqualTo(1, within(1e-9));
        }
    }
}
