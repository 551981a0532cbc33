package org.curlew.triage.schemes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemesTest {

    private static final String OWN = """
            name: force
            version: 2
            title: A force's own
            categories:
              - number: 7
                code: X
                label: Anything
                illegal: true
                exportable: false
                colour: "#ffffff"
                order: 1
                confirmed: true
                confirmed-by: A. Nobody
                confirmed-on: 2026-01-02
            """;

    @TempDir
    Path folder;

    @Test
    void the_uk_scheme_names_six_classes_and_confirms_none_of_its_numbers() {
        Scheme uk = new Schemes().get("uk-2014");

        assertThat(uk.categories())
                .extracting(Category::code)
                .containsExactly("A", "B", "C", "PROHIBITED", "EXTREME", "NOT-ILLEGAL");
        assertThat(List.of("A", "B", "C"))
                .extracting(code -> uk.byCode(code).orElseThrow().number())
                .containsExactly(1, 2, 3);
        assertThat(uk.categories()).noneMatch(Category::confirmed);
        assertThat(uk.confirmed()).isFalse();
    }

    @Test
    void the_benign_nist_set_has_one_confirmed_class_that_is_not_illegal() {
        Scheme nist = new Schemes().get("nsrl-caid");

        assertThat(nist.confirmed()).isTrue();
        assertThat(nist.byNumber(8).orElseThrow().illegal()).isFalse();
    }

    @Test
    void the_us_scheme_says_that_its_sources_disagree_on_zero_and_five() {
        Scheme us = new Schemes().get("vics-us");

        assertThat(us.byNumber(0).orElseThrow().label()).contains("sources disagree");
        assertThat(us.byNumber(5).orElseThrow().label()).contains("sources disagree");
        assertThat(us.confirmed()).isFalse();
    }

    @Test
    void an_unknown_scheme_is_refused_with_the_names_that_are_known() {
        assertThatThrownBy(() -> new Schemes().get("caid"))
                .isInstanceOf(SchemeException.class)
                .hasMessageContaining("unknown category scheme caid")
                .hasMessageContaining("uk-2014 (version 1)")
                .hasMessageContaining("nsrl-caid (version 1)");
    }

    @Test
    void a_number_nobody_knows_ranks_with_the_illegal_classes() {
        Scheme uk = new Schemes().get("uk-2014");

        assertThat(uk.gravity(77)).isLessThan(uk.gravity(8)).isGreaterThanOrEqualTo(uk.gravity(3));
        assertThat(uk.gravity(null)).isEqualTo(uk.gravity(77));
        assertThat(uk.gravity(1)).isLessThan(uk.gravity(2));
    }

    @Test
    void a_forces_own_file_is_read_and_a_higher_version_of_a_shipped_one_counts() throws IOException {
        Files.writeString(folder.resolve("force.yaml"), OWN);
        Files.writeString(folder.resolve("uk.yml"), OWN.replace("name: force", "name: uk-2014"));

        Schemes schemes = new Schemes(folder);

        assertThat(schemes.get("force").byCode("x").orElseThrow().confirmedOn()).hasToString("2026-01-02");
        assertThat(schemes.get("uk-2014").version()).isEqualTo(2);
        assertThat(schemes.get("uk-2014", 1).categories()).hasSize(6);
    }

    @Test
    void a_second_file_of_the_same_version_is_refused() throws IOException {
        Files.writeString(
                folder.resolve("a.yaml"), OWN.replace("force", "uk-2014").replace("version: 2", "version: 1"));

        assertThatThrownBy(() -> new Schemes(folder))
                .isInstanceOf(SchemeException.class)
                .hasMessageContaining("uk-2014 version 1 exists already");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "number: 7         | number: seven     | line 5: number must be a whole number, not seven",
                "number: 7         | number: 256       | line 5: number must be 0 to 255",
                "illegal: true     | illegal: yes      | line 8: illegal must be true or false, not yes",
                "illegal: true     | ilegal: true      | line 8: unknown field ilegal",
                "code: X           | code:             | field code is missing or empty",
                "\"#ffffff\"       | red               | line 10: colour must be",
                "2026-01-02        | yesterday         | line 14: confirmed-on must be a date",
                "2026-01-02        | ''                | confirmed: true needs confirmed-by and confirmed-on",
                "version: 2        | version: 0        | line 2: version must be 1 or more",
                "order: 1          | order: [1]        | line 11: order must be a single value",
                "label: Anything   | code: Y           | line 7: field code stands twice",
                "title: A          | title: '\"open A'  | not YAML",
            })
    void a_wrong_file_is_refused_with_line_and_field(String right, String wrong, String message) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), OWN.replace(right, wrong));

        assertThatThrownBy(() -> new Schemes(folder))
                .isInstanceOf(SchemeException.class)
                .hasMessageContaining("own.yaml")
                .hasMessageContaining(message);
    }
}
