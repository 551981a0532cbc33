package org.curlew.pipeline.renditions;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One child process and its pipe. Its word is not taken: lengths are bounded, and its silence is timed by us. */
final class RenditionChild implements AutoCloseable {

    private static final int MOST_JPEG = 4 << 20;

    /** A video is sampled before its sheet is drawn, which takes longer than any picture. */
    private static final Duration VIDEO = Duration.ofSeconds(60);

    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;
    private final Duration silence;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rendition-watch").factory());

    private RenditionChild(Process process, Duration silence) {
        this.process = process;
        this.silence = silence;
        this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    }

    static RenditionChild start(Duration silence) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RenditionMain.class.getName()));
        // Nothing of the application's environment: it may hold passwords.
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("LANG", "C.UTF-8");
        environment.put("TZ", "UTC");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return new RenditionChild(builder.start(), silence);
    }

    Renditions.Drawn draw(byte[] content, String mime, Drawing drawing) throws IOException {
        ScheduledFuture<?> end = watch.schedule(
                process::destroyForcibly,
                (mime.startsWith("video/") ? VIDEO : silence).toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            requests.writeInt(drawing.side());
            requests.writeDouble(drawing.blur());
            requests.writeBoolean(drawing.colour());
            requests.writeUTF(mime);
            requests.writeInt(content.length);
            requests.write(content);
            requests.flush();
            int length = answers.readInt();
            if (length < 0) {
                return new Renditions.Drawn(null, answers.readUTF());
            }
            if (length > MOST_JPEG) {
                throw new IOException("The child answered with " + length + " bytes");
            }
            byte[] jpeg = answers.readNBytes(length);
            boolean whole = jpeg.length == length && length > 3 && (jpeg[0] & 0xff) == 0xff && (jpeg[1] & 0xff) == 0xd8;
            if (!whole) {
                throw new IOException("The child's answer is no picture");
            }
            return new Renditions.Drawn(jpeg, null);
        } finally {
            end.cancel(false);
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        process.destroyForcibly();
    }
}
