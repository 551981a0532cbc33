package org.curlew.pipeline.pictures;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Decodes a picture to upright luma for hashing, or to its colours where a grader reveals them. The decoder is chosen by the content; a file's name or declared type is never
 * trusted. No picture makes it throw.
 *
 * <p>JPEG files are decoded by libjpeg-turbo at the smallest scale that leaves both sides at 512 pixels or more, by ImageIO where
 * the library is missing or does not take the file. Holds native memory: one instance a thread, closed at the end.
 */
public final class PictureReader implements AutoCloseable {

    /** Meta's own tools hash pictures at 512 x 512; smaller scales drift further from their hashes. */
    static final int LEAST_SIDE = 512;

    /** In colour a picture is only looked at: the longer side counts, and none is shown larger. */
    private static final int LARGEST_SHOWN = 960;

    private final PictureLimits limits;
    private final JavaPictures javaPictures;
    private final Optional<TurboJpeg> turbo;
    private final Optional<Heif> heif;

    public PictureReader() {
        this(PictureLimits.DEFAULT, TurboJpeg.open(), Heif.open());
    }

    /** For a process with little memory. */
    public PictureReader(PictureLimits limits) {
        this(limits, TurboJpeg.open(), Heif.open());
    }

    PictureReader(PictureLimits limits, Optional<TurboJpeg> turbo, Optional<Heif> heif) {
        this.limits = limits;
        this.javaPictures = new JavaPictures(limits);
        this.turbo = turbo;
        this.heif = heif;
    }

    /** Decodes the rest of the buffer; its position does not move. */
    public Decoded luma(ByteBuffer content, String mime) {
        byte[] file = new byte[content.remaining()];
        content.duplicate().get(file);
        return luma(file, mime);
    }

    /**
     * Decodes a picture.
     *
     * @param mime the type found from the content, for the reason where nothing can decode it
     */
    public Decoded luma(byte[] content, String mime) {
        return decode(content, mime, false);
    }

    /** Decodes a picture to red, green and blue, within the same limits. */
    public Decoded colour(byte[] content, String mime) {
        return decode(content, mime, true);
    }

    private Decoded decode(byte[] content, String mime, boolean colour) {
        if (content.length == 0) {
            return Decoded.failed(Decoded.Status.BROKEN, "the file is empty", 0, 0, "");
        }
        if (isJpeg(content)) {
            return upright(jpeg(content, mime, colour), Upright.orientation(content, true));
        }
        if (Heif.isHeif(content)) {
            // The library turns the picture itself.
            return heif.map(library -> library.decode(content, limits, colour))
                    .orElseGet(() -> Decoded.failed(
                            Decoded.Status.UNSUPPORTED,
                            "HEIF needs libheif 1, which is not on this machine: install libheif1",
                            0,
                            0,
                            ""));
        }
        return upright(javaPictures.decode(content, mime, colour), Upright.orientation(content, false));
    }

    private Decoded jpeg(byte[] content, String mime, boolean colour) {
        JpegFrame frame = JpegFrame.read(content);
        if (frame == null) {
            return Decoded.failed(Decoded.Status.BROKEN, "JPEG without a frame header", 0, 0, "");
        }
        String refusal = refusal(frame);
        if (refusal != null) {
            return Decoded.failed(Decoded.Status.TOO_LARGE, refusal, frame.width(), frame.height(), "");
        }
        if (turbo.isEmpty()) {
            return javaPictures.decode(content, mime, colour);
        }
        TurboJpeg.Pixels pixels = turbo.get().decode(content, colour ? leastShown(frame) : LEAST_SIDE, colour);
        return switch (pixels.outcome()) {
            case WHOLE -> decoded(Decoded.Status.READ, "", frame, pixels, colour);
            case WITH_WARNING ->
                decoded(Decoded.Status.PARTIAL, "JPEG decoder: " + pixels.message(), frame, pixels, colour);
            case FOUR_INKS -> javaPictures.decode(content, mime, colour);
            case FAILED -> secondOpinion(content, mime, colour, frame, pixels.message());
        };
    }

    /** The shorter side at which the longer one is as large as any that is shown. */
    private static int leastShown(JpegFrame frame) {
        long shorter = Math.min(frame.width(), frame.height());
        return (int) Math.max(1, LARGEST_SHOWN * shorter / Math.max(1, Math.max(frame.width(), frame.height())));
    }

    /** The other decoder takes some files that this one refuses (12-bit, lossless, damaged markers). */
    private Decoded secondOpinion(byte[] content, String mime, boolean colour, JpegFrame frame, String message) {
        Decoded other = javaPictures.decode(content, mime, colour);
        if (other.usable() || other.status() == Decoded.Status.TOO_LARGE) {
            return other;
        }
        String reason = "JPEG decoder: " + message + "; " + other.reason();
        return Decoded.failed(Decoded.Status.BROKEN, reason, frame.width(), frame.height(), "");
    }

    private String refusal(JpegFrame frame) {
        long pixels = (long) frame.width() * frame.height();
        String declared = frame.width() + " x " + frame.height() + " pixels declared";
        if (pixels > limits.mostPixels()) {
            return declared + ", " + limits.mostPixels() + " are the limit";
        }
        if (frame.buffered() && frame.coefficientBytes() > limits.mostBytes()) {
            return declared + " in several scans: a decoder would take " + frame.coefficientBytes() + " bytes, "
                    + limits.mostBytes() + " are the limit";
        }
        return null;
    }

    private Decoded decoded(
            Decoded.Status status, String reason, JpegFrame frame, TurboJpeg.Pixels pixels, boolean colour) {
        int step = 1;
        while ((long) pixels.width() / step * (pixels.height() / step) > limits.mostKept(colour)) {
            step++;
        }
        int width = pixels.width() / step;
        int height = pixels.height() / step;
        Planes planes = Planes.of(colour, width * height);
        byte[] bytes = pixels.bytes();
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0, from = y * step * pixels.width(); x < width; x++, from += step) {
                if (colour) {
                    planes.colour(at++, bytes[from * 3] & 255, bytes[from * 3 + 1] & 255, bytes[from * 3 + 2] & 255);
                } else {
                    planes.grey(at++, bytes[from] & 255);
                }
            }
        }
        return new Decoded(status, reason, width, height, planes.all(), frame.width(), frame.height(), "turbo");
    }

    private static Decoded upright(Decoded stored, int orientation) {
        if (!stored.usable() || orientation == Upright.AS_STORED) {
            return stored;
        }
        boolean swaps = Upright.swaps(orientation);
        return new Decoded(
                stored.status(),
                stored.reason(),
                swaps ? stored.height() : stored.width(),
                swaps ? stored.width() : stored.height(),
                stored.planes().stream()
                        .map(plane -> Upright.turn(plane, stored.width(), stored.height(), orientation))
                        .toList(),
                stored.sourceWidth(),
                stored.sourceHeight(),
                stored.decoder());
    }

    private static boolean isJpeg(byte[] content) {
        return content.length > 3
                && (content[0] & 255) == 0xFF
                && (content[1] & 255) == 0xD8
                && (content[2] & 255) == 0xFF;
    }

    @Override
    public void close() {
        turbo.ifPresent(TurboJpeg::close);
    }
}
