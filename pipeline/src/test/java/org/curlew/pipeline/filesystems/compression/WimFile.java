package org.curlew.pipeline.filesystems.compression;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Content as wimlib packs it: a resource of a WIM file is laid out like the stream WofCompressedData. */
public final class WimFile {

    private static final String BLOB =
            "Uncompressed size = %d bytes\\s+Compressed size\\s+= (\\d+) bytes\\s+Offset in WIM\\s+= (\\d+)";

    private WimFile() {}

    /**
     * The packed stream.
     *
     * @param how "XPRESS" or "LZX"
     * @param unit as wimlib takes it, such as "4K"
     */
    public static byte[] packed(byte[] content, String how, String unit) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("curlew-wim");
        Path file = Files.write(Files.createDirectory(folder.resolve("in")).resolve("file"), content);
        Path wim = folder.resolve("out.wim");
        try {
            run(
                    "capture",
                    file.getParent().toString(),
                    wim.toString(),
                    "--no-acls",
                    "--compress=" + how,
                    "--chunk-size=" + unit);
            String about = run("info", wim.toString(), "--blobs");
            Matcher blob = Pattern.compile(BLOB.formatted(content.length)).matcher(about);
            if (!blob.find()) {
                throw new IllegalStateException("wimlib-imagex info names no such resource: " + about);
            }
            int from = Integer.parseInt(blob.group(2));
            return Arrays.copyOfRange(Files.readAllBytes(wim), from, from + Integer.parseInt(blob.group(1)));
        } finally {
            Files.deleteIfExists(wim);
            Files.delete(file);
            Files.delete(file.getParent());
            Files.delete(folder);
        }
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("wimlib-imagex"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + text);
        }
        return text;
    }
}
