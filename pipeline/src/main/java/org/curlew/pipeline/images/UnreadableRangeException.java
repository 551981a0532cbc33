package org.curlew.pipeline.images;

import java.io.IOException;

/** A range of the media that the container cannot give back; the rest of the image is readable. */
public class UnreadableRangeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long offset;
    private final long length;

    /**
     * @param offset first byte of the range in the media
     * @param length bytes in the range
     * @param reason why, in one line
     */
    public UnreadableRangeException(long offset, long length, String reason) {
        super(reason);
        this.offset = offset;
        this.length = length;
    }

    public long offset() {
        return offset;
    }

    public long length() {
        return length;
    }
}
