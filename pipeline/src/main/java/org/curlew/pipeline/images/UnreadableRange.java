package org.curlew.pipeline.images;

/**
 * Bytes of the media that could not be had.
 *
 * @param offset first byte, in the media
 * @param length bytes
 * @param reason why, in one line
 */
public record UnreadableRange(long offset, long length, String reason) {

    /** First byte after the range. */
    public long end() {
        return offset + length;
    }
}
