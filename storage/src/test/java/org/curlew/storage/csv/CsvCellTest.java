package org.curlew.storage.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1+1",
                "-1+1",
                "@SUM(1)",
                "\t=1",
                "\r=1",
                "=cmd|' /C calc'!A0",
                "-",
                "+",
                "-.5",
                "-1.",
                "-1.5.2",
                "\uFF1D1",
                "=1,\"2\""
            })
    void what_begins_like_a_formula_gets_an_apostrophe(String text) {
        String cell = CsvCell.of(text);
        assertThat(cell.startsWith("\"") ? cell.substring(1) : cell).startsWith("'");
        String read =
                cell.startsWith("\"") ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
        assertThat(read).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+44", "-3.75", "0", "/=1", "a-b", " =1", "OP-1"})
    void numbers_and_plain_text_stay_as_they_are(String text) {
        assertThat(CsvCell.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"a,b|\"a,b\"", "a\"b|\"a\"\"b\""})
    void separators_and_quotes_are_quoted(String text, String cell) {
        assertThat(CsvCell.of(text)).isEqualTo(cell);
    }

    @Test
    void nothing_is_an_empty_cell() {
        assertThat(CsvCell.of(null)).isEmpty();
        assertThat(CsvCell.of("")).isEmpty();
        assertThat(CsvCell.of("two\nlines")).isEqualTo("\"two\nlines\"");
    }
}
