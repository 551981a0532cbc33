package org.curlew.triage.perceptual;

/**
 * PDQ of one frame of a video.
 *
 * @param frame number in the order of the frames that were hashed, from 0
 * @param quality 0 to 100
 * @param millis presentation time from the video's start, in milliseconds
 */
public record FrameHash(int frame, int quality, PdqHash hash, long millis) {}
