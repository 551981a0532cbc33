package org.curlew.pipeline.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Makes small pictures for the gallery, grey unless they were decoded in colour: drawn anew from pixels, so that nothing of the evidence file itself (a crafted
 * segment, a location, a thumbnail) reaches the viewer's browser.
 */
public final class Rendition {

    private static final int PASSES = 3;

    private Rendition() {}

    /**
     * A JPEG that fits a square: grey of luma, in colour of colours.
     *
     * @param side of the square in pixels; a smaller picture is not enlarged
     * @param blur strength: radius of the blur as a share of the side, 0 for none; 0.03 hides detail and leaves the scene
     */
    public static byte[] jpeg(Decoded picture, int side, double blur) {
        if (!picture.usable() || side < 1) {
            throw new IllegalArgumentException(
                    "No rendition of a picture that is " + picture.status() + ": " + picture.reason());
        }
        double scale = Math.min(1, (double) side / Math.max(picture.width(), picture.height()));
        int width = Math.max(1, (int) Math.round(picture.width() * scale));
        int height = Math.max(1, (int) Math.round(picture.height() * scale));
        int radius = (int) Math.round(side * blur);
        List<float[]> small = picture.planes().stream()
                .map(plane -> blurred(shrink(plane, picture, width, height), width, height, radius))
                .toList();
        return jpeg(small, width, height);
    }

    private static float[] blurred(float[] plane, int width, int height, int radius) {
        float[] small = plane;
        for (int pass = 0; pass < PASSES && radius > 0; pass++) {
            small = mean(small, width, height, radius, 1, width);
            small = mean(small, height, width, radius, width, 1);
        }
        return small;
    }

    private static float[] shrink(float[] plane, Decoded picture, int width, int height) {
        float[] small = new float[width * height];
        for (int y = 0; y < height; y++) {
            int top = (int) ((long) y * picture.height() / height);
            int bottom = Math.max(top + 1, (int) ((long) (y + 1) * picture.height() / height));
            for (int x = 0; x < width; x++) {
                int left = (int) ((long) x * picture.width() / width);
                int right = Math.max(left + 1, (int) ((long) (x + 1) * picture.width() / width));
                float sum = 0;
                for (int row = top; row < bottom; row++) {
                    for (int column = left; column < right; column++) {
                        sum += plane[row * picture.width() + column];
                    }
                }
                small[y * width + x] = sum / ((bottom - top) * (right - left));
            }
        }
        return small;
    }

    /** Mean over a window along lines of {@code length} values, {@code stride} apart; three passes come near a Gaussian. */
    private static float[] mean(float[] from, int length, int lines, int radius, int stride, int lineStride) {
        float[] to = new float[from.length];
        for (int line = 0; line < lines; line++) {
            int start = line * lineStride;
            double sum = 0;
            int count = 0;
            for (int k = -radius; k < length; k++) {
                if (k + radius < length) {
                    sum += from[start + (k + radius) * stride];
                    count++;
                }
                if (k - radius - 1 >= 0) {
                    sum -= from[start + (k - radius - 1) * stride];
                    count--;
                }
                if (k >= 0) {
                    to[start + k * stride] = (float) (sum / count);
                }
            }
        }
        return to;
    }

    private static byte[] jpeg(List<float[]> planes, int width, int height) {
        BufferedImage image = new BufferedImage(
                width, height, planes.size() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int k = 0; k < pixels.length; k++) {
            // The image holds blue, green, red.
            float[] plane = planes.get(planes.size() - 1 - k % planes.size());
            pixels[k] = (byte) Math.clamp(Math.round(plane[k / planes.size()]), 0, 255);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a rendition to memory", e);
        }
        return out.toByteArray();
    }
}
