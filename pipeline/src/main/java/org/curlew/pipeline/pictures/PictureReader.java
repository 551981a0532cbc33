package org.curlew.pipeline.pictures;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.curlew.triage.perceptual.Luma;

/**
 * Decodes a picture to upright luma for hashing. The decoder is chosen by the content; a file's name or declared type is never
 * trusted. No picture makes it throw.
 *
 * <p>JPEG files are decoded by libjpeg-turbo at the smallest scale that leaves both sides at 512 pixels or more, by ImageIO where
 * the library is missing or does not take the file. Holds native memory: one instance a thread, closed at the end.
 */
public final class PictureReader implements AutoCloseable {

    /** Meta's own tools hash pictures at 512 x 512; smaller scales drift further from their hashes. */
    static final int LEAST_SIDE = 512;

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
        if (content.length == 0) {
            return Decoded.failed(Decoded.Status.BROKEN, "the file is empty", 0, 0, "");
        }
        if (isJpeg(content)) {
            return upright(jpeg(content, mime), Upright.orientation(content, true));
        }
        if (Heif.isHeif(content)) {
            // The library turns the picture itself.
            return heif.map(library -> library.decode(content, limits))
                    .orElseGet(() -> Decoded.failed(
                            Decoded.Status.UNSUPPORTED,
                            "HEIF needs libheif 1, which is not on this machine: install libheif1",
                            0,
                            0,
                            ""));
        }
        return upright(javaPictures.decode(content, mime), Upright.orientation(content, false));
    }

    private Decoded jpeg(byte[] content, String mime) {
        JpegFrame frame = JpegFrame.read(content);
        if (frame == null) {
            return Decoded.failed(Decoded.Status.BROKEN, "JPEG without a frame header", 0, 0, "");
        }
        String refusal = refusal(frame);
        if (refusal != null) {
            return Decoded.failed(Decoded.Status.TOO_LARGE, refusal, frame.width(), frame.height(), "");
        }
        if (turbo.isEmpty()) {
            return javaPictures.decode(content, mime);
        }
        TurboJpeg.Grey grey = turbo.get().decode(content, LEAST_SIDE);
        return switch (grey.outcome()) {
            case WHOLE -> decoded(Decoded.Status.READ, "", frame, grey);
            case WITH_WARNING -> decoded(Decoded.Status.PARTIAL, "JPEG decoder: " + grey.message(), frame, grey);
            case FOUR_INKS -> javaPictures.decode(content, mime);
            case FAILED -> secondOpinion(content, mime, frame, grey.message());
        };
    }

    /** The other decoder takes some files that this one refuses (12-bit, lossless, damaged markers). */
    private Decoded secondOpinion(byte[] content, String mime, JpegFrame frame, String message) {
        Decoded other = javaPictures.decode(content, mime);
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

    private Decoded decoded(Decoded.Status status, String reason, JpegFrame frame, TurboJpeg.Grey grey) {
        int step = 1;
        while ((long) grey.width() / step * (grey.height() / step) > limits.mostLumaPixels()) {
            step++;
        }
        int width = grey.width() / step;
        int height = grey.height() / step;
        float[] luma = new float[width * height];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0, from = y * step * grey.width(); x < width; x++, from += step) {
                luma[at++] = Luma.ofGrey(grey.pixels()[from] & 255);
            }
        }
        return new Decoded(status, reason, width, height, luma, frame.width(), frame.height(), "turbo");
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
                Upright.turn(stored.luma(), stored.width(), stored.height(), orientation),
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
