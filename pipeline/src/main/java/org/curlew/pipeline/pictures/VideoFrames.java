package org.curlew.pipeline.pictures;

import java.util.List;
import org.curlew.triage.perceptual.FrameHash;

/**
 * The hashed frames of a video, or why there are none.
 *
 * @param reason one line where the status is not READ, else ""
 * @param width of the first video stream in pixels, 0 where it could not be read
 * @param seconds length as the file declares it, 0 where it does not
 * @param turned the hashes of each frame's seven turned and mirrored forms, 224 bytes a frame in the frames' order
 */
public record VideoFrames(
        Decoded.Status status,
        String reason,
        int width,
        int height,
        double seconds,
        Sampling sampling,
        List<FrameHash> frames,
        byte[] turned) {

    public VideoFrames {
        frames = List.copyOf(frames);
    }

    /** Which frames were hashed. */
    public enum Sampling {
        /** The frames that are stored whole: found without decoding the others. */
        KEY_FRAMES,
        /** One a second, as vPDQ samples by default: for videos with few key frames. */
        EVERY_SECOND
    }

    static VideoFrames failed(Decoded.Status status, String reason) {
        return new VideoFrames(status, reason, 0, 0, 0, Sampling.KEY_FRAMES, List.of(), new byte[0]);
    }
}
