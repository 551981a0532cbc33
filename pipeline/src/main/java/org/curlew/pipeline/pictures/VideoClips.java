package org.curlew.pipeline.pictures;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Draws a part of a video anew with ffmpeg as a child process, for playing. No video makes it throw. */
public final class VideoClips {

    /** What is sent of one part at most. */
    public static final int MOST_BYTES = 8 << 20;

    private final Duration time;

    /**
     * Draws clips.
     *
     * @param time after which the tool is ended
     */
    public VideoClips(Duration time) {
        this.time = time;
    }

    /**
     * A part of a video and how it is shown.
     *
     * @param side longer side at most, in pixels
     * @param blur strength as a share of the side, 0 for none
     * @param sound with the first sound track; without, the clip has none
     * @param from second at which it begins
     */
    public record Wanted(int side, double blur, boolean colour, boolean sound, int from, int seconds) {}

    /**
     * A clip, or why there is none.
     *
     * @param seconds how long it is; as asked for where the video does not say how long it is
     * @param reason one line, "" where there is a clip
     */
    public record Clip(byte[] webm, int seconds, String reason) {}

    /** Draws the part; the tools seek in the file, so it cannot be a pipe. */
    public Clip draw(Path file, Wanted wanted) throws InterruptedException {
        try {
            Map<String, String> facts = new HashMap<>();
            FfmpegMessages messages = new FfmpegMessages();
            ChildProcess.Ended probed = ChildProcess.run(
                    FfmpegCommands.probe(file), time, out -> FfmpegMessages.readFacts(out, facts), messages);
            if (probed.exitCode() == 127) {
                return none("ffprobe is not on this machine: install ffmpeg");
            }
            if (!facts.containsKey("width")) {
                return none("no video stream: " + messages.last());
            }
            double length = FfmpegMessages.number(facts.get("duration"));
            if (length > 0 && wanted.from() >= length) {
                return none("the video ends before second " + wanted.from() + ": go back a part");
            }
            ByteArrayOutputStream webm = new ByteArrayOutputStream();
            ChildProcess.Ended drawn = ChildProcess.run(
                    FfmpegCommands.clip(file, wanted),
                    time,
                    out -> webm.write(out.readNBytes(MOST_BYTES + 1)),
                    messages);
            if (drawn.timedOut()) {
                return none("this part was not drawn within " + time.toSeconds() + " s: try another part");
            }
            if (webm.size() > MOST_BYTES) {
                return none("this part takes more than " + MOST_BYTES + " bytes: try another part");
            }
            if (!drawn.well() || webm.size() == 0) {
                return none("the video cannot be played: " + messages.last());
            }
            double left = length > 0 ? Math.min(wanted.seconds(), length - wanted.from()) : wanted.seconds();
            return new Clip(webm.toByteArray(), (int) Math.max(1, Math.round(left)), "");
        } catch (IOException e) {
            return none("the video cannot be read: " + e.getMessage());
        }
    }

    private static Clip none(String reason) {
        return new Clip(new byte[0], 0, reason);
    }
}
