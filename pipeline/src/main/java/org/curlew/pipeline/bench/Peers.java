package org.curlew.pipeline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The programs a user would pick instead, run as that user would run them. */
final class Peers {

    private static final Pattern PARTITION =
            Pattern.compile("^\\d+:\\s+\\d+(?::\\d+)?\\s+(\\d+)\\s+\\d+\\s+\\d+\\s+.*");

    private final Path scratch;

    Peers(Path scratch) {
        this.scratch = scratch;
    }

    /** Digests of the whole media: hashdeep for raw, ewfverify for E01; seconds of wall time. */
    double digests(Path image) throws IOException, InterruptedException {
        return isEwf(image)
                ? time("ewfverify", "-q", "-d", "sha1,sha256", image.toString())
                : time("hashdeep", "-c", "md5,sha1,sha256", image.toString());
    }

    /** Name of what {@link #digests} runs. */
    String digestsName(Path image) {
        return isEwf(image) ? "ewfverify -q -d sha1,sha256" : "hashdeep -c md5,sha1,sha256";
    }

    /** tsk_recover of every partition, then hashdeep over what it wrote; seconds of wall time. */
    double extraction(Path image) throws IOException, InterruptedException {
        Path out = scratch.resolve("recovered");
        delete(out);
        List<String> offsets = partitions(image);
        Files.createDirectories(out);
        long begun = System.nanoTime();
        for (String offset : offsets) {
            run(
                    "tsk_recover",
                    "-e",
                    "-o",
                    offset,
                    image.toString(),
                    out.resolve(offset).toString());
        }
        run("hashdeep", "-r", "-c", "md5,sha1,sha256", out.toString());
        double seconds = (System.nanoTime() - begun) / 1e9;
        delete(out);
        return seconds;
    }

    /** {@code zip -0} of a folder; seconds of wall time. */
    double plainZip(Path folder, Path file) throws IOException, InterruptedException {
        return time("zip", "-0", "-q", "-r", file.toString(), folder.toString());
    }

    static boolean isEwf(Path image) {
        return image.getFileName().toString().toLowerCase(java.util.Locale.ROOT).endsWith(".e01");
    }

    private List<String> partitions(Path image) throws IOException, InterruptedException {
        List<String> offsets = new ArrayList<>();
        Process mmls = new ProcessBuilder("mmls", "-a", image.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (String line : new String(mmls.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            Matcher partition = PARTITION.matcher(line);
            if (partition.matches()) {
                offsets.add(partition.group(1));
            }
        }
        mmls.waitFor();
        return offsets.isEmpty() ? List.of("0") : offsets;
    }

    private double time(String... command) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        run(command);
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code
                    + ": install sleuthkit, ewf-tools, hashdeep and zip, and check the image or folder");
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry :
                    entries.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
