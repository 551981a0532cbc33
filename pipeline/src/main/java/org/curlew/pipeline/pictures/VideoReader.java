package org.curlew.pipeline.pictures;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.curlew.triage.perceptual.FrameHash;
import org.curlew.triage.perceptual.Luma;
import org.curlew.triage.perceptual.Pdq;
import org.curlew.triage.perceptual.PdqResult;

/**
 * Hashes the frames of a video with ffprobe and ffmpeg as child processes. Key frames first, because they are cheap; where a video
 * has fewer than one in ten seconds, one frame a second. No video makes it throw; a missing tool is a status.
 */
public final class VideoReader {

    private static final Duration PROBE_TIME = Duration.ofSeconds(30);
    private static final int SPARSE_SECONDS = 10;
    private static final int FEWEST_FRAMES = 3;
    private static final int SHEET_COLUMNS = 4;
    private static final int MOST_SHEET_BYTES = 8 << 20;

    private final VideoLimits limits;

    public VideoReader() {
        this(VideoLimits.DEFAULT);
    }

    public VideoReader(VideoLimits limits) {
        this.limits = limits;
    }

    /** Hashes a video in a file; the tools seek in it, so it cannot be a pipe. */
    public VideoFrames frames(Path file) throws InterruptedException {
        try {
            FfmpegMessages messages = new FfmpegMessages();
            Map<String, String> facts = new HashMap<>();
            ChildProcess.Ended probed = ChildProcess.run(
                    FfmpegCommands.probe(file),
                    PROBE_TIME,
                    stdout -> FfmpegMessages.readFacts(stdout, facts),
                    messages);
            if (probed.exitCode() == 127) {
                return VideoFrames.failed(Decoded.Status.UNSUPPORTED, "ffprobe is not on this machine: install ffmpeg");
            }
            if (!facts.containsKey("width")) {
                return VideoFrames.failed(Decoded.Status.BROKEN, "no video stream: " + messages.last());
            }
            VideoFrames frames = frames(file, VideoFrames.Sampling.KEY_FRAMES, facts);
            boolean sparse = frames.frames().size() < Math.max(FEWEST_FRAMES, frames.seconds() / SPARSE_SECONDS);
            if (!sparse || frames.seconds() == 0 && frames.frames().size() >= FEWEST_FRAMES) {
                return frames;
            }
            VideoFrames closer = frames(file, VideoFrames.Sampling.EVERY_SECOND, facts);
            return closer.frames().size() > frames.frames().size() ? closer : frames;
        } catch (IOException e) {
            return VideoFrames.failed(Decoded.Status.BROKEN, "cannot be read: " + e.getMessage());
        }
    }

    private VideoFrames frames(Path file, VideoFrames.Sampling sampling, Map<String, String> facts)
            throws IOException, InterruptedException {
        List<PdqResult> hashes = new ArrayList<>();
        FfmpegMessages messages = new FfmpegMessages();
        // One frame more than is kept tells a video that was cut from one that ended.
        List<String> command = FfmpegCommands.frames(file, sampling, limits.mostFrames() + 1);
        ChildProcess.Ended ended = ChildProcess.run(command, limits.time(), stdout -> hash(stdout, hashes), messages);
        List<FrameHash> frames = new ArrayList<>();
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        for (int k = 0; k < Math.min(hashes.size(), messages.times().size()); k++) {
            PdqResult hash = hashes.get(k);
            frames.add(new FrameHash(
                    k, hash.quality(), hash.hash(), messages.times().get(k)));
            if (k < limits.mostFrames()) {
                hash.dihedral().stream().skip(1).forEach(form -> turned.writeBytes(form.bytes()));
            }
        }
        boolean cut = frames.size() > limits.mostFrames();
        String reason = reason(ended, cut, messages, frames.size());
        Decoded.Status status = reason.isEmpty()
                ? Decoded.Status.READ
                : frames.isEmpty() ? Decoded.Status.BROKEN : Decoded.Status.PARTIAL;
        return new VideoFrames(
                status,
                reason,
                FfmpegMessages.number(facts.get("width")).intValue(),
                FfmpegMessages.number(facts.get("height")).intValue(),
                FfmpegMessages.number(facts.get("duration")),
                sampling,
                cut ? frames.subList(0, limits.mostFrames()) : frames,
                turned.toByteArray());
    }

    private String reason(ChildProcess.Ended ended, boolean cut, FfmpegMessages messages, int frames) {
        if (ended.timedOut()) {
            return "not finished after " + limits.time().toSeconds() + " s; " + frames + " frames hashed";
        }
        if (cut) {
            return "only the first " + limits.mostFrames() + " frames hashed";
        }
        if (!ended.well() || frames == 0 || messages.fault()) {
            return "ffmpeg: " + messages.last() + " (" + frames + " frames hashed)";
        }
        return "";
    }

    private static void hash(InputStream stdout, List<PdqResult> hashes) throws IOException {
        int side = FfmpegCommands.SIDE;
        Pdq pdq = new Pdq();
        byte[] frame = new byte[side * side];
        while (stdout.readNBytes(frame, 0, frame.length) == frame.length) {
            hashes.add(pdq.hash(side, side, Luma.grey(frame, side)));
        }
    }

    /**
     * A sheet of up to 16 of the sampled frames, as JPEG.
     *
     * @param blurred grey and blurred, for a first look that spares the viewer
     * @return nothing where no frame could be decoded
     */
    public Optional<byte[]> contactSheet(Path file, VideoFrames frames, boolean blurred) throws InterruptedException {
        if (frames.frames().isEmpty()) {
            return Optional.empty();
        }
        int cells = SHEET_COLUMNS * SHEET_COLUMNS;
        int step = Math.max(1, (frames.frames().size() + cells - 1) / cells);
        ByteArrayOutputStream sheet = new ByteArrayOutputStream();
        try {
            ChildProcess.run(
                    FfmpegCommands.contactSheet(file, frames.sampling(), step, SHEET_COLUMNS, blurred),
                    limits.time(),
                    stdout -> sheet.write(stdout.readNBytes(MOST_SHEET_BYTES)),
                    line -> {});
        } catch (IOException e) {
            return Optional.empty();
        }
        return sheet.size() == 0 ? Optional.empty() : Optional.of(sheet.toByteArray());
    }
}
