package org.curlew.pipeline.pictures;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.curlew.triage.perceptual.Luma;

/**
 * Luma of an image's samples as they are stored, without colour management and without regard to transparency: PDQ's tools do the
 * same, and the JDK's own conversion lightens grey pictures by their gamma.
 */
final class ImageLuma {

    private ImageLuma() {}

    static float[] of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        float[] luma = new float[width * height];
        ColorSpace space = image.getColorModel().getColorSpace();
        int bits = image.getColorModel().getComponentSize(0);
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            byteRows(image, 3, 0, luma);
        } else if (image.getType() == BufferedImage.TYPE_4BYTE_ABGR) {
            byteRows(image, 4, 1, luma);
        } else if (image.getColorModel() instanceof IndexColorModel) {
            convertedRows(image, luma);
        } else if (space.getType() == ColorSpace.TYPE_GRAY) {
            greyRows(image.getRaster(), bits, luma);
        } else if (space.getType() == ColorSpace.TYPE_RGB && !space.isCS_sRGB()) {
            colourRows(image.getRaster(), bits, luma);
        } else {
            convertedRows(image, luma);
        }
        return luma;
    }

    /** Bytes in the order blue, green, red from {@code first} of each pixel. */
    private static void byteRows(BufferedImage image, int pixelBytes, int first, float[] luma) {
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int k = 0, at = first; k < luma.length; k++, at += pixelBytes) {
            luma[k] = Luma.of(bytes[at + 2] & 255, bytes[at + 1] & 255, bytes[at] & 255);
        }
    }

    private static void convertedRows(BufferedImage image, float[] luma) {
        int[] line = new int[image.getWidth()];
        for (int y = 0, at = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, line.length, 1, line, 0, line.length);
            for (int pixel : line) {
                luma[at++] = Luma.of(pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255);
            }
        }
    }

    private static void greyRows(Raster raster, int bits, float[] luma) {
        int[] line = new int[raster.getWidth()];
        for (int y = 0, at = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, line.length, 1, 0, line);
            for (int value : line) {
                luma[at++] = Luma.ofGrey(to8Bits(value, bits));
            }
        }
    }

    private static void colourRows(Raster raster, int bits, float[] luma) {
        int[] red = new int[raster.getWidth()];
        int[] green = new int[red.length];
        int[] blue = new int[red.length];
        for (int y = 0, at = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, red.length, 1, 0, red);
            raster.getSamples(0, y, red.length, 1, 1, green);
            raster.getSamples(0, y, red.length, 1, 2, blue);
            for (int x = 0; x < red.length; x++) {
                luma[at++] = Luma.of(to8Bits(red[x], bits), to8Bits(green[x], bits), to8Bits(blue[x], bits));
            }
        }
    }

    private static int to8Bits(int value, int bits) {
        if (bits == 8) {
            return value & 255;
        }
        if (bits > 8) {
            return value >>> bits - 8 & 255;
        }
        return value * 255 / ((1 << bits) - 1);
    }
}
