package org.curlew.pipeline.pictures;

import org.curlew.triage.perceptual.Luma;
import org.curlew.triage.perceptual.LumaRows;

/**
 * A picture's luma, upright, or why there is none.
 *
 * @param reason one line where the status is not READ, else ""
 * @param width of the luma in pixels; smaller than the picture's where it was decoded at a smaller scale
 * @param luma 0 to 255, row after row; empty unless the status is READ or PARTIAL
 * @param sourceWidth width the file declares, before it is turned upright; 0 where it could not be read
 * @param decoder what decoded it: the hash of the same file differs by a few bits between decoders
 */
public record Decoded(
        Status status,
        String reason,
        int width,
        int height,
        float[] luma,
        int sourceWidth,
        int sourceHeight,
        String decoder) {

    /** What became of a picture. */
    public enum Status {
        READ,
        /** Some of it could be read; the rest is grey, black or damaged. Its hash is worth comparing, but may miss. */
        PARTIAL,
        BROKEN,
        /** No decoder on this machine knows the format. */
        UNSUPPORTED,
        /** Its declared size would cost more memory or time than a worker may spend on one picture. */
        TOO_LARGE
    }

    static Decoded failed(Status status, String reason, int sourceWidth, int sourceHeight, String decoder) {
        return new Decoded(status, reason, 0, 0, new float[0], sourceWidth, sourceHeight, decoder);
    }

    /** Whether there is luma to hash. */
    public boolean usable() {
        return status == Status.READ || status == Status.PARTIAL;
    }

    /** The luma for the hasher. */
    public LumaRows rows() {
        return Luma.of(luma, width);
    }
}
