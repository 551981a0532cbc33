package org.curlew.pipeline.pictures;

import java.time.Duration;

/**
 * What one video may cost.
 *
 * @param time for one pass over the video
 * @param mostFrames frames that are hashed; a longer video is hashed in part, and says so
 */
public record VideoLimits(Duration time, int mostFrames) {

    /** Five minutes, an hour's worth of frames at one a second. */
    public static final VideoLimits DEFAULT = new VideoLimits(Duration.ofMinutes(5), 3_600);
}
