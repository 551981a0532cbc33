package org.curlew.pipeline.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the peers' programs: what they say is the truth that tests compare with. */
final class Shell {

    private Shell() {}

    /** What a program writes on standard output, and how it ends. */
    record Result(int code, byte[] output) {

        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    static Result run(List<String> command) throws IOException, InterruptedException {
        return run(command, Path.of("."), Map.of());
    }

    static Result run(List<String> command, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TZ", "UTC");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command + " does not end");
        }
        return new Result(process.exitValue(), output);
    }

    /** The output of a program that must succeed. */
    static Result must(List<String> command, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        Result result = run(command, folder, environment);
        if (result.code() != 0) {
            throw new IOException(command + " ended with " + result.code() + ": " + result.text());
        }
        return result;
    }

    static Result must(String... command) throws IOException, InterruptedException {
        return must(List.of(command), Path.of("."), Map.of());
    }
}
