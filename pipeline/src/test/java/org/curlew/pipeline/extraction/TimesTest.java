package org.curlew.pipeline.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimesTest {

    @Property
    void a_time_is_written_as_the_jdk_writes_it(
            @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long seconds,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        Instant instant = Instant.ofEpochSecond(seconds, nanos);
        for (int digits : new int[] {0, 2, 7, 9}) {
            String pattern = "uuuu-MM-dd'T'HH:mm:ss" + (digits == 0 ? "" : "." + "S".repeat(digits)) + "'Z'";
            String expected = DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                    .withZone(ZoneOffset.UTC)
                    .format(instant);
            assertThat(new Times(digits).text(seconds, nanos)).isEqualTo(seconds == 0 ? "" : expected);
        }
    }

    @Test
    void zero_and_what_cannot_be_written_are_no_time() {
        Times times = new Times(9);

        assertThat(times.text(0, 0)).isEmpty();
        assertThat(times.text(Long.MAX_VALUE, 0)).isEmpty();
        assertThat(times.text(Long.MIN_VALUE, 0)).isEmpty();
    }

    @Test
    void nanoseconds_that_are_none_count_as_zero() {
        assertThat(new Times(9).text(1, -5)).isEqualTo("1970-01-01T00:00:01.000000000Z");
    }
}
