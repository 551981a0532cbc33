package org.curlew.triage.perceptual;

/** Luma as PDQ defines it: 0.299 R + 0.587 G + 0.114 B in 32-bit floats, added in this order. */
public final class Luma {

    private static final float[] GREY = grey();

    private Luma() {}

    private static float[] grey() {
        float[] table = new float[256];
        for (int value = 0; value < table.length; value++) {
            table[value] = of(value, value, value);
        }
        return table;
    }

    /** Luma of one pixel, channels 0 to 255. */
    public static float of(int red, int green, int blue) {
        return 0.299f * red + 0.587f * green + 0.114f * blue;
    }

    /** Luma of a grey pixel, 0 to 255: nearly the value itself, but with the rounding of the sum. */
    public static float ofGrey(int value) {
        return GREY[value];
    }

    /** Rows of a picture of one {@code 0xRRGGBB} a pixel, without padding; the highest byte is ignored. */
    public static LumaRows rgb(int[] pixels, int width) {
        int[] line = new int[width];
        return (y, into) -> {
            System.arraycopy(pixels, y * width, line, 0, width);
            ofLine(line, into, width);
        };
    }

    /** One index and no offset, so that the compiler makes vector instructions of it. */
    private static void ofLine(int[] line, float[] into, int width) {
        for (int x = 0; x < width; x++) {
            int pixel = line[x];
            float red = pixel >> 16 & 255;
            float green = pixel >> 8 & 255;
            float blue = pixel & 255;
            into[x] = 0.299f * red + 0.587f * green + 0.114f * blue;
        }
    }

    /** Rows of a picture of one byte a pixel, without padding. */
    public static LumaRows grey(byte[] pixels, int width) {
        return (y, into) -> {
            for (int x = 0, at = y * width; x < width; x++, at++) {
                into[x] = GREY[pixels[at] & 255];
            }
        };
    }

    /** Rows of luma as it is, row-major. */
    public static LumaRows of(float[] luma, int width) {
        return (y, into) -> System.arraycopy(luma, y * width, into, 0, width);
    }
}
