package org.curlew.pipeline.pictures;

import java.util.List;
import org.curlew.triage.perceptual.Luma;
import org.curlew.triage.perceptual.LumaRows;

/**
 * A picture's luma or colours, upright, or why there are none.
 *
 * @param reason one line where the status is not READ, else ""
 * @param width in pixels; smaller than the picture's where it was decoded at a smaller scale
 * @param planes of luma, or of red, green and blue where colour was asked for; 0 to 255, row after row; none unless the status is READ
 *     or PARTIAL
 * @param sourceWidth width the file declares, before it is turned upright; 0 where it could not be read
 * @param decoder what decoded it: the hash of the same file differs by a few bits between decoders
 */
public record Decoded(
        Status status,
        String reason,
        int width,
        int height,
        List<float[]> planes,
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
        return new Decoded(status, reason, 0, 0, List.of(), sourceWidth, sourceHeight, decoder);
    }

    public Decoded {
        planes = List.copyOf(planes);
    }

    /** Whether there are pixels to hash or to show. */
    public boolean usable() {
        return status == Status.READ || status == Status.PARTIAL;
    }

    /** The luma, empty where nothing could be decoded. */
    public float[] luma() {
        if (planes.size() > 1) {
            throw new IllegalStateException("Decoded in colour: there is no luma");
        }
        return planes.isEmpty() ? new float[0] : planes.getFirst();
    }

    /** The luma for the hasher. */
    public LumaRows rows() {
        return Luma.of(luma(), width);
    }
}
