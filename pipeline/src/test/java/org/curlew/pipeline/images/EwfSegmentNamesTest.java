package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EwfSegmentNamesTest {

    @ParameterizedTest
    @CsvSource({
        "x.E01, 2, x.E02", "x.E01, 99, x.E99", "x.E01, 100, x.EAA", "x.E01, 101, x.EAB", "x.E01, 126, x.EBA",
        "x.E01, 775, x.EZZ", "x.E01, 776, x.FAA", "x.E01, 14971, x.ZZZ", "x.e01, 100, x.eaa", "x.s01, 2, x.s02",
        "x.s01, 776, x.taa", "x.y.E02, 1, x.y.E01", "x.FAB, 1, x.E01"
    })
    void the_name_of_a_segment_follows_from_its_number(String file, int number, String expected) {
        assertThat(EwfSegmentNames.of(Path.of(file)).name(number)).isEqualTo(expected);
    }

    @Test
    void after_zzz_there_is_no_name() {
        assertThat(EwfSegmentNames.of(Path.of("x.E01")).name(14972)).isNull();
    }

    @Test
    void other_names_are_not_of_a_series() {
        assertThat(EwfSegmentNames.of(Path.of("image.bin"))).isNull();
        assertThat(EwfSegmentNames.of(Path.of("image"))).isNull();
    }
}
