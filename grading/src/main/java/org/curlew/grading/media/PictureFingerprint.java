package org.curlew.grading.media;

/**
 * What looking at a picture gave.
 *
 * @param pdq 64 lower-case hex digits, null where the picture could not be decoded
 * @param turned those of the seven turned and mirrored pictures, 448 lower-case hex digits; null without a PDQ
 * @param quality 0 to 100, null without a PDQ
 * @param status "" where all of the picture was decoded, else why not
 */
public record PictureFingerprint(String sha256, String pdq, String turned, Integer quality, String status) {}
