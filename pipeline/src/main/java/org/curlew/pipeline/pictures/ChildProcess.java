package org.curlew.pipeline.pictures;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Runs a tool that reads hostile input: no standard input, no environment but the path, limits on time, processor time and
 * memory, and an end that is certain.
 */
final class ChildProcess {

    /** Sets the limits in a shell that then becomes the tool; "$@" is taken as it is, nothing is interpreted. */
    private static final String LIMITED = "ulimit -v %d; ulimit -t %d; exec \"$@\"";

    private static final long MOST_KIBIBYTES = 4L << 20;
    private static final int LONGEST_LINE = 2_000;

    private ChildProcess() {}

    /** Takes the tool's output as it comes; may stop reading early. */
    @FunctionalInterface
    interface Output {
        void read(InputStream stdout) throws IOException;
    }

    /** How the tool ended; {@code timedOut} where it had to be ended. */
    record Ended(int exitCode, boolean timedOut) {
        boolean well() {
            return exitCode == 0 && !timedOut;
        }
    }

    static Ended run(List<String> tool, Duration limit, Output output, Consumer<String> errorLine)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("/bin/sh", "-c", LIMITED.formatted(MOST_KIBIBYTES, Math.max(1, limit.toSeconds())), "limited"));
        command.addAll(tool);
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(devNull()));
        String path = builder.environment().get("PATH");
        builder.environment().clear();
        if (path != null) {
            builder.environment().put("PATH", path);
        }
        Process process = builder.start();
        AtomicBoolean timedOut = new AtomicBoolean();
        Thread watch = Thread.ofVirtual().start(() -> endAfter(process, limit, timedOut));
        Thread errors = Thread.ofVirtual().start(() -> lines(process.getErrorStream(), errorLine));
        try {
            try (InputStream stdout = process.getInputStream()) {
                output.read(stdout);
            } catch (IOException e) {
                if (!timedOut.get()) {
                    throw e;
                }
            }
            int exitCode = process.waitFor();
            errors.join();
            return new Ended(exitCode, timedOut.get());
        } finally {
            process.destroyForcibly();
            watch.interrupt();
        }
    }

    private static java.io.File devNull() {
        return new java.io.File("/dev/null");
    }

    private static void endAfter(Process process, Duration limit, AtomicBoolean timedOut) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                timedOut.set(true);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void lines(InputStream stderr, Consumer<String> errorLine) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stderr, StandardCharsets.ISO_8859_1))) {
            StringBuilder line = new StringBuilder();
            for (int next = reader.read(); next >= 0; next = reader.read()) {
                if (next == '\n' || next == '\r') {
                    errorLine.accept(line.toString());
                    line.setLength(0);
                } else if (line.length() < LONGEST_LINE) {
                    line.append((char) next);
                }
            }
            errorLine.accept(line.toString());
        } catch (IOException e) {
            errorLine.accept("messages of the tool were cut off: " + e.getMessage());
        }
    }
}
