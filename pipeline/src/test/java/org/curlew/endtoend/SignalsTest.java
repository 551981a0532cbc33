package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C and SIGTERM in the middle of a device: the processes end, and the same command ends the work later. */
class SignalsTest {

    private static final long PATIENCE_MS = 60_000;

    @TempDir
    private Path folder;

    /** As a terminal does with Ctrl-C, INT goes to the whole group; TERM goes to the process alone, as an init system's. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void a_stopped_run_leaves_no_process_and_ends_in_the_same_result_when_given_again(String signal, int code)
            throws Exception {
        Path image = TestImages.generated("small").resolve("small.E01");
        Path out = folder.resolve("out");
        Path data = folder.resolve("data");
        List<String> arguments = List.of(
                "process", image.toString(), "--out", out.toString(), "--data", data.toString(), "--exhibit", "S/1");
        Process process = start(arguments);
        List<Long> children;
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            awaitLine(said, "verification");
            children = Stream.concat(
                            Stream.of(database(data)), process.descendants().map(ProcessHandle::pid))
                    .toList();
            assertThat(children).as("database and reader").hasSizeGreaterThan(1).allMatch(SignalsTest::running);
            TestImages.run(Map.of(), "kill", "-" + signal, "--", (signal.equals("INT") ? "-" : "") + process.pid());
            said.transferTo(java.io.Writer.nullWriter());
            assertThat(process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(code);
        for (long child : children) {
            awaitEnd(child);
        }
        assertThat(out.resolve("summary.json")).as("stopped in the middle").doesNotExist();

        Cli.Result again = Cli.run(arguments.toArray());

        assertThat(again.exit()).as(again.err()).isZero();
        Path whole = folder.resolve("whole");
        Cli.Result untouched =
                Cli.run("process", image, "--out", whole, "--data", folder.resolve("other"), "--exhibit", "S/1");
        assertThat(untouched.exit()).as(untouched.err()).isZero();
        assertThat(Files.mismatch(out.resolve("files.csv"), whole.resolve("files.csv")))
                .isEqualTo(-1);
        for (String part : List.of("/state", "/image/sha256", "/files", "/media", "/certificate")) {
            assertThat(Cli.summary(out).at(part)).isEqualTo(Cli.summary(whole).at(part));
        }
    }

    /** In a process group of its own, and heeding the signals even where the test's own parent ignores them. */
    private Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                "env",
                "--default-signal=INT,TERM",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.curlew.pipeline.Curlew"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("stderr").toFile())
                .start();
    }

    private void awaitLine(BufferedReader said, String beginning) throws IOException {
        List<String> heard = new ArrayList<>();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            heard.add(line);
            if (line.contains(beginning)) {
                return;
            }
        }
        throw new AssertionError(
                "The command ended without '" + beginning + "': " + heard + Files.readString(folder.resolve("stderr")));
    }

    /** PostgreSQL's first process, which its starter lets go: it is no descendant. */
    private static long database(Path data) throws IOException {
        try (Stream<Path> files = Files.find(data, 4, (file, facts) -> file.endsWith("postmaster.pid"))) {
            return Long.parseLong(Files.readAllLines(files.findFirst().orElseThrow())
                    .getFirst()
                    .strip());
        }
    }

    /** An orphan that ended may stay in the table until its new parent asks for it; that is no running process. */
    private static void awaitEnd(long pid) throws Exception {
        long until = System.currentTimeMillis() + PATIENCE_MS;
        while (running(pid)) {
            assertThat(System.currentTimeMillis())
                    .as("process " + pid + " is left")
                    .isLessThan(until);
            Thread.sleep(50);
        }
    }

    private static boolean running(long pid) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return status.charAt(status.lastIndexOf(')') + 2) != 'Z';
        } catch (NoSuchFileException ended) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
