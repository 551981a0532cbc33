package org.curlew.pipeline.pictures;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Test patterns with a tone, drawn by ffmpeg, and what a clip consists of. */
public final class Films {

    private Films() {}

    public static Path film(Path file, int seconds) throws IOException, InterruptedException {
        List<String> command = pattern(seconds);
        command.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:duration=" + seconds, "-c:a", "aac"));
        return written(command, file);
    }

    public static Path silent(Path file, int seconds) throws IOException, InterruptedException {
        return written(pattern(seconds), file);
    }

    private static List<String> pattern(int seconds) {
        return new ArrayList<>(List.of(
                "ffmpeg",
                "-nostdin",
                "-v",
                "error",
                "-y",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x240:rate=10:duration=" + seconds));
    }

    private static Path written(List<String> command, Path file) throws IOException, InterruptedException {
        command.addAll(List.of("-metadata", "title=Invented title", "-c:v", "libx264", "-g", "10", file.toString()));
        run(command);
        return file;
    }

    /** Codec, kind and, of a picture, width and height of each stream, a line each. */
    public static List<String> streams(byte[] clip) throws IOException, InterruptedException {
        Path file = Files.write(Files.createTempFile("clip", ".webm"), clip);
        try {
            return run(List.of(
                            "ffprobe",
                            "-v",
                            "error",
                            "-show_entries",
                            "stream=codec_name,codec_type,width,height",
                            "-of",
                            "csv=p=0",
                            file.toString()))
                    .lines()
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    /** How far the frames' colours lie from grey at most, 0 to 255. */
    public static int saturation(byte[] clip) throws IOException, InterruptedException {
        Path file = Files.write(Files.createTempFile("clip", ".webm"), clip);
        try {
            String pixels = run(List.of(
                    "ffmpeg",
                    "-nostdin",
                    "-v",
                    "error",
                    "-i",
                    file.toString(),
                    "-frames:v",
                    "3",
                    "-f",
                    "rawvideo",
                    "-pix_fmt",
                    "rgb24",
                    "pipe:1"));
            int most = 0;
            for (int i = 0; i + 2 < pixels.length(); i += 3) {
                int[] rgb = {pixels.charAt(i), pixels.charAt(i + 1), pixels.charAt(i + 2)};
                int high = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
                most = Math.max(most, high - Math.min(rgb[0], Math.min(rgb[1], rgb[2])));
            }
            return most;
        } finally {
            Files.delete(file);
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (process.waitFor() != 0) {
            throw new IOException("Ended with " + process.exitValue() + ": " + command);
        }
        return said;
    }
}
