package org.curlew.pipeline.web.administration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineDiffTest {

    @Test
    void a_changed_line_is_taken_out_and_put_in_with_its_place_in_each_text() {
        assertThat(LineDiff.of("a\nb\nc", "a\nx\ny\nc"))
                .containsExactly(
                        new LineDiff.Line(false, 2, "b"),
                        new LineDiff.Line(true, 2, "x"),
                        new LineDiff.Line(true, 3, "y"));
    }

    @Test
    void the_same_text_has_no_difference_whatever_ends_its_lines() {
        assertThat(LineDiff.of("a\nb\n", "a\r\nb")).isEmpty();
    }

    @Test
    void everything_of_an_empty_text_is_new() {
        assertThat(LineDiff.of("", "a")).containsExactly(new LineDiff.Line(true, 1, "a"));
        assertThat(LineDiff.of("a", "")).containsExactly(new LineDiff.Line(false, 1, "a"));
    }
}
