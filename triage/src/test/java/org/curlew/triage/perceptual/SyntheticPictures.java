package org.curlew.triage.perceptual;

import java.awt.image.BufferedImage;

/** The formulas of the synthetic pictures that are too large to be kept as files. */
final class SyntheticPictures {

    private SyntheticPictures() {}

    static boolean draws(String name) {
        return name.equals("blocks7x5") || name.equals("ellipse");
    }

    static BufferedImage draw(String name, int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int pixel = name.equals("ellipse") ? ellipse(x, y, width, height) : block(x, y, width, height);
                picture.setRGB(x, y, pixel);
            }
        }
        return picture;
    }

    /** Seven by five blocks in eleven colours. */
    private static int block(int x, int y, int width, int height) {
        int column = x * 7 / width;
        int row = y * 5 / height;
        int value = (3 * row + 4 * column + 2 * row * column) % 11 * 23;
        return rgb(value, value * 3 & 255, 255 - value);
    }

    /** A bright ellipse on a dark gradient. */
    private static int ellipse(int x, int y, int width, int height) {
        long across = (2L * x - width) * height;
        long down = (2L * y - height) * width;
        if (4 * (across * across + down * down) < 3L * width * width * height * height) {
            return rgb(200, y * 180 / height, 30);
        }
        return rgb(x * 60 / width, 40, (x + y) * 90 / (width + height));
    }

    private static int rgb(int red, int green, int blue) {
        return red << 16 | green << 8 | blue;
    }
}
