package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetailWordsTest {

    @Test
    void fields_stand_as_words_and_empty_ones_are_left_out() {
        assertThat(DetailWords.of("""
                {"onBehalfOf":"CPS","version":2,"draft":true,"reason":"","note":null,"from-state":"TRIAGED",
                 "numbers":[1,2],"before":{"band":"P2"},"nothing":{}}
                """))
                .isEqualTo(
                        "on behalf of CPS; version 2; draft yes; from state TRIAGED; numbers 1, 2; before (band P2)");
        assertThat(DetailWords.of("{}")).isEmpty();
    }

    @Test
    void a_long_list_says_how_much_is_not_shown() {
        String items = IntStream.range(0, 40).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertThat(DetailWords.of("{\"items\":[" + items + "]}")).endsWith("10, 11 and 28 more");
    }

    @Test
    void what_is_no_json_object_stays_as_it_is() {
        assertThat(DetailWords.of("plain words")).isEqualTo("plain words");
        assertThat(DetailWords.of("[1]")).isEqualTo("[1]");
    }
}
