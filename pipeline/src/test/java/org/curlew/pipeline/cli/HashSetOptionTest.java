package org.curlew.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class HashSetOptionTest {

    @Test
    void reads_file_name_role_and_scheme() {
        assertThat(HashSetOption.parse("set.json,name=CAID 2026-10,role=illegal,scheme=uk-2014"))
                .isEqualTo(new HashSetOption(Path.of("set.json"), "CAID 2026-10", "illegal", "uk-2014"));
    }

    @Test
    void a_file_name_may_hold_commas() {
        assertThat(HashSetOption.parse("a,b.txt,name=N,role=known-good,scheme=nsrl-caid")
                        .file())
                .isEqualTo(Path.of("a,b.txt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set.json",
                "set.json,name=N,role=illegal",
                "set.json,role=illegal,scheme=uk-2014",
                "set.json,name=N,role=bad,scheme=uk-2014",
                "set.json,name=,role=illegal,scheme=uk-2014",
                "set.json,name=A,name=B,role=illegal,scheme=uk-2014"
            })
    void what_is_missing_or_wrong_is_refused(String text) {
        assertThatThrownBy(() -> HashSetOption.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining(text);
    }
}
