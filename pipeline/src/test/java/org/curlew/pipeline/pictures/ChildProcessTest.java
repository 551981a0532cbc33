package org.curlew.pipeline.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildProcessTest {

    @Test
    void a_tool_that_does_not_end_is_ended() throws Exception {
        long before = System.nanoTime();
        ChildProcess.Ended ended =
                ChildProcess.run(List.of("sleep", "60"), Duration.ofMillis(300), InputStream::readAllBytes, line -> {});

        assertThat(ended.timedOut()).isTrue();
        assertThat(ended.well()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void output_that_does_not_end_is_cut_by_the_reader() throws Exception {
        List<Integer> lengths = new ArrayList<>();
        ChildProcess.Ended ended = ChildProcess.run(
                List.of("yes"),
                Duration.ofSeconds(20),
                stdout -> lengths.add(stdout.readNBytes(1_000).length),
                line -> {});

        assertThat(lengths).containsExactly(1_000);
        assertThat(ended.timedOut()).isFalse();
    }

    @Test
    void a_tool_that_asks_for_more_memory_than_allowed_fails() throws Exception {
        List<String> messages = new ArrayList<>();
        ChildProcess.Ended ended = ChildProcess.run(
                List.of("dd", "if=/dev/zero", "of=/dev/null", "bs=6G", "count=1"),
                Duration.ofSeconds(20),
                InputStream::readAllBytes,
                messages::add);

        assertThat(ended.exitCode()).isNotZero();
        assertThat(String.join(" ", messages)).contains("memory exhausted");
    }

    @Test
    void a_tool_sees_no_environment_but_the_path() throws Exception {
        List<String> seen = new ArrayList<>();
        ChildProcess.run(
                List.of("env"),
                Duration.ofSeconds(20),
                stdout -> seen.addAll(List.of(
                        new String(stdout.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).split("\n"))),
                line -> {});

        assertThat(seen).allMatch(line -> line.startsWith("PATH=") || line.startsWith("PWD=") || line.startsWith("_="));
    }

    @Test
    void arguments_are_passed_as_they_are() throws Exception {
        List<String> seen = new ArrayList<>();
        ChildProcess.run(
                List.of("printf", "%s", "a b; $(touch x) 'q'"),
                Duration.ofSeconds(20),
                stdout -> seen.add(new String(stdout.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)),
                line -> {});

        assertThat(seen).containsExactly("a b; $(touch x) 'q'");
    }

    @Test
    void a_missing_tool_ends_with_127() throws Exception {
        assertThat(ChildProcess.run(
                                List.of("no-such-tool-here"),
                                Duration.ofSeconds(20),
                                InputStream::readAllBytes,
                                line -> {})
                        .exitCode())
                .isEqualTo(127);
    }
}
