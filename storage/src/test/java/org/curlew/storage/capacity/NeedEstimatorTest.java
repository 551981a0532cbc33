package org.curlew.storage.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.curlew.storage.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device will need, from what devices of its kind needed: nine in ten of the last hundred needed no more. */
class NeedEstimatorTest {

    private final NeedEstimator estimator =
            new NeedEstimator(TestDatabase.create().jdbc());

    private void learnt(int devices, long needed) {
        IntStream.range(0, devices).forEach(n -> estimator.learn("phone", "media", 1000, 500, needed));
    }

    @ParameterizedTest(name = "after {0} devices: {1} bytes, learnt from {2}")
    @CsvSource({"0, 501, 0", "4, 501, 0", "5, 201, 5", "100, 201, 100", "101, 201, 100"})
    void the_rules_share_is_taken_until_five_devices_are_known_and_then_the_last_hundred(
            int devices, long bytes, int learnedFrom) {
        learnt(devices, 200);
        for (String purpose : new String[] {"work", "export"}) {
            IntStream.range(0, 9).forEach(n -> estimator.learn("phone", purpose, 1000, 500, 1000));
        }
        NeedEstimator.Estimate estimate = estimator.estimate("phone", "media", 1001, 0.5);
        assertThat(estimate.bytes()).as("rounded up to a byte").isEqualTo(bytes);
        assertThat(estimate.learnedFrom()).isEqualTo(learnedFrom);
    }

    @Test
    void what_was_learnt_longest_ago_is_forgotten() {
        learnt(100, 900);
        learnt(100, 200);
        assertThat(estimator.estimate("phone", "media", 1000, 0.5).bytes()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} of 10 needed much: {1}")
    @CsvSource({"1, 200", "2, 900"})
    void nine_in_ten_needed_no_more(int much, long bytes) {
        learnt(4, 200);
        learnt(much, 900);
        learnt(6 - much, 200);
        assertThat(estimator.estimate("phone", "media", 1000, 0.5).bytes()).isEqualTo(bytes);
    }

    @Test
    void the_error_that_is_shown_is_the_median_and_there_is_none_where_nothing_was_learnt() {
        assertThat(estimator.estimate("phone", "media", 1000, 0.5).medianError())
                .isNaN();
        learnt(1, 1000);
        assertThat(estimator.estimate("phone", "media", 1000, 0.5).medianError())
                .as("500 were estimated")
                .isEqualTo(0.5);
        learnt(2, 500);
        assertThat(estimator.estimate("phone", "media", 1000, 0.5).medianError())
                .isZero();
        learnt(9, 0);
        assertThat(estimator.estimate("phone", "media", 1000, 0.5).medianError())
                .as("nothing was needed: no division by nought")
                .isEqualTo(500);
    }
}
