package org.curlew.pipeline.renditions;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.curlew.pipeline.pictures.VideoClips;

/** One child process and its pipe. Its word is not taken: lengths are bounded, and its silence is timed by us. */
final class RenditionChild implements AutoCloseable {

    private static final int MOST_JPEG = 4 << 20;
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8};
    private static final byte[] WEBM = {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3};

    /** A video is sampled before its sheet is drawn, or drawn anew, which takes longer than any picture. */
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
        Answer answer = ask(content, mime, new Playing(drawing, false, 0, 0), MOST_JPEG, JPEG);
        return new Renditions.Drawn(answer.bytes, answer.reason);
    }

    Renditions.Clip play(byte[] content, String mime, Playing playing) throws IOException {
        Answer answer = ask(content, mime, playing, VideoClips.MOST_BYTES, WEBM);
        if (answer.bytes != null && (answer.seconds < 0 || answer.seconds > playing.seconds())) {
            throw new IOException("The child answered with a clip of " + answer.seconds + " seconds");
        }
        return new Renditions.Clip(answer.bytes, answer.seconds, answer.reason);
    }

    private record Answer(byte[] bytes, int seconds, String reason) {}

    private Answer ask(byte[] content, String mime, Playing playing, int most, byte[] beginning) throws IOException {
        ScheduledFuture<?> end = watch.schedule(
                process::destroyForcibly,
                (mime.startsWith("video/") ? VIDEO : silence).toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            requests.writeInt(playing.drawing().side());
            requests.writeDouble(playing.drawing().blur());
            requests.writeBoolean(playing.drawing().colour());
            requests.writeBoolean(playing.sound());
            requests.writeInt(playing.from());
            requests.writeInt(playing.seconds());
            requests.writeUTF(mime);
            requests.writeInt(content.length);
            requests.write(content);
            requests.flush();
            int length = answers.readInt();
            if (length < 0) {
                return new Answer(null, 0, answers.readUTF());
            }
            if (length > most) {
                throw new IOException("The child answered with " + length + " bytes");
            }
            int seconds = answers.readInt();
            byte[] bytes = answers.readNBytes(length);
            boolean whole = bytes.length == length
                    && length > beginning.length
                    && Arrays.equals(beginning, 0, beginning.length, bytes, 0, beginning.length);
            if (!whole) {
                throw new IOException("The child's answer is neither a picture nor a clip");
            }
            return new Answer(bytes, seconds, null);
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
