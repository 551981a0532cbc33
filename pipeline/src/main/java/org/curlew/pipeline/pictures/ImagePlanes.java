package org.curlew.pipeline.pictures;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The planes of an image's samples as they are stored, without colour management and without regard to transparency: PDQ's tools do the
 * same, and the JDK's own conversion lightens grey pictures by their gamma.
 */
final class ImagePlanes {

    private ImagePlanes() {}

    static Planes of(BufferedImage image, boolean inColour) {
        int width = image.getWidth();
        int height = image.getHeight();
        Planes planes = Planes.of(inColour, width * height);
        ColorSpace space = image.getColorModel().getColorSpace();
        int bits = image.getColorModel().getComponentSize(0);
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            byteRows(image, 3, 0, planes);
        } else if (image.getType() == BufferedImage.TYPE_4BYTE_ABGR) {
            byteRows(image, 4, 1, planes);
        } else if (image.getColorModel() instanceof IndexColorModel) {
            convertedRows(image, planes);
        } else if (space.getType() == ColorSpace.TYPE_GRAY) {
            greyRows(image.getRaster(), bits, planes);
        } else if (space.getType() == ColorSpace.TYPE_RGB && !space.isCS_sRGB()) {
            colourRows(image.getRaster(), bits, planes);
        } else {
            convertedRows(image, planes);
        }
        return planes;
    }

    /** Bytes in the order blue, green, red from {@code first} of each pixel. */
    private static void byteRows(BufferedImage image, int pixelBytes, int first, Planes planes) {
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int pixels = image.getWidth() * image.getHeight();
        for (int k = 0, at = first; k < pixels; k++, at += pixelBytes) {
            planes.colour(k, bytes[at + 2] & 255, bytes[at + 1] & 255, bytes[at] & 255);
        }
    }

    private static void convertedRows(BufferedImage image, Planes planes) {
        int[] line = new int[image.getWidth()];
        for (int y = 0, at = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, line.length, 1, line, 0, line.length);
            for (int pixel : line) {
                planes.colour(at++, pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255);
            }
        }
    }

    private static void greyRows(Raster raster, int bits, Planes planes) {
        int[] line = new int[raster.getWidth()];
        for (int y = 0, at = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, line.length, 1, 0, line);
            for (int value : line) {
                planes.grey(at++, to8Bits(value, bits));
            }
        }
    }

    private static void colourRows(Raster raster, int bits, Planes planes) {
        int[] red = new int[raster.getWidth()];
        int[] green = new int[red.length];
        int[] blue = new int[red.length];
        for (int y = 0, at = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, red.length, 1, 0, red);
            raster.getSamples(0, y, red.length, 1, 1, green);
            raster.getSamples(0, y, red.length, 1, 2, blue);
            for (int x = 0; x < red.length; x++) {
                planes.colour(at++, to8Bits(red[x], bits), to8Bits(green[x], bits), to8Bits(blue[x], bits));
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
