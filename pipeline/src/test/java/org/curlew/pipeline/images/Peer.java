package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the field's own programs, whose word these tests take. */
final class Peer {

    private Peer() {}

    /** Standard output and error together; fails where the program does. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed:\n" + output);
        }
        return output;
    }

    /** Standard output alone, as bytes. */
    static byte[] bytes(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
        return output;
    }

    static String sha256sum(Path file) throws IOException, InterruptedException {
        return run("sha256sum", file.toString()).replace("\\", "").split(" ")[0];
    }

    static String md5sum(Path file) throws IOException, InterruptedException {
        return run("md5sum", file.toString()).replace("\\", "").split(" ")[0];
    }

    /** The value after a label in the output of one of libewf's tools. */
    static String value(String output, String label) {
        List<String> found = output.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()).strip())
                .toList();
        return found.isEmpty() ? null : found.getFirst();
    }

    /** A folder of the shared test data beside the repository. */
    static Path shared(String folder) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            for (Path candidate : List.of(at.resolve("shared"), at.resolveSibling("shared"))) {
                if (Files.isDirectory(candidate.resolve("data"))) {
                    return candidate.resolve(folder);
                }
            }
        }
        throw new IllegalStateException("no folder shared/data beside the repository or above it");
    }
}
