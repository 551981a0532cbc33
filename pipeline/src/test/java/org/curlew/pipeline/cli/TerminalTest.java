package org.curlew.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.curlew.pipeline.stages.ProgressBoard.Snapshot;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Instant begun = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void a_terminal_sees_a_bar_with_rate_and_time_left() {
        new Terminal(out, true)
                .progress(new Snapshot("verification", begun, 500_000_000, 1_000_000_000, 0), begun.plusSeconds(5));

        assertThat(text()).contains("[############............]").contains("50 %", "100.0 MB/s", "5 s left");
    }

    @Test
    void a_log_gets_one_line_every_ten_seconds() {
        Terminal terminal = new Terminal(out, false);
        for (int second = 0; second <= 35; second++) {
            terminal.progress(
                    new Snapshot("extraction", begun, second * 1_000_000L, 0, second), begun.plusSeconds(second));
        }

        assertThat(text().lines()).hasSize(3);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
