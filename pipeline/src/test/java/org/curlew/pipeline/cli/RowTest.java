package org.curlew.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowTest {

    @Test
    void cells_stand_between_tabs_and_what_is_not_there_is_empty() {
        assertThat(Row.of("OP-1", 12L, null, "Fotos/Müll/日本/")).isEqualTo("OP-1\t12\t\tFotos/Müll/日本/");
    }

    @Test
    void a_name_from_a_device_forges_no_cell_no_line_and_no_command_to_the_screen() {
        String name = "a\tb\nOP-2\u001b[2J\u202egpj.exe\u0085\u2028";

        assertThat(Row.of(name, "end"))
                .isEqualTo("a\\u0009b\\u000AOP-2\\u001B[2J\\u202Egpj.exe\\u0085\\u2028\tend")
                .hasLineCount(1);
    }
}
