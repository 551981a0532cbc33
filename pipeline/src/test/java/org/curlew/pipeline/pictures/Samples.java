package org.curlew.pipeline.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Benign pictures drawn by formula, and where the published ones lie. */
final class Samples {

    private Samples() {}

    /** A path below the folder {@code shared/data}, looked for beside each folder above the module. */
    static Path shared(String below) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared/data").resolve(below);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "No shared/data/" + below + " above " + Path.of("").toAbsolutePath());
    }

    static byte[] bridge(String file) throws IOException {
        return Files.readAllBytes(shared("pdq/images/" + file));
    }

    static byte[] resource(String name) throws IOException {
        try (var in = Samples.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** Soft overlapping discs: structure at every scale, nothing regular. */
    static BufferedImage discs(int width, int height, int type, int grain, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 40;
        double[] x = random.doubles(count, 0, width).toArray();
        double[] y = random.doubles(count, 0, height).toArray();
        double[] radius = random.doubles(count, 0.03, 0.3).toArray();
        int[] colour = random.ints(count, 0, 1 << 24).toArray();
        BufferedImage image = new BufferedImage(width, height, type);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int found = 0x506070;
                for (int k = 0; k < count; k++) {
                    double across = (column - x[k]) / width;
                    double down = (row - y[k]) / height;
                    if (across * across + down * down < radius[k] * radius[k]) {
                        found = colour[k];
                    }
                }
                image.setRGB(column, row, grained(found, grain == 0 ? 0 : random.nextInt(-grain, grain + 1)));
            }
        }
        return image;
    }

    private static int grained(int colour, int grain) {
        int red = Math.clamp((colour >> 16 & 255) + grain, 0, 255);
        int green = Math.clamp((colour >> 8 & 255) + grain, 0, 255);
        int blue = Math.clamp((colour & 255) + grain, 0, 255);
        return 0xFF000000 | red << 16 | green << 8 | blue;
    }

    static byte[] written(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IllegalStateException("No writer for " + format);
        }
        return out.toByteArray();
    }

    static byte[] jpeg(BufferedImage image, float quality, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** The picture in four inks without black, stored as Adobe's programs do: inverted, with their segment to say so. */
    static byte[] cmykJpeg(BufferedImage image) throws IOException {
        int width = image.getWidth();
        int height = image.getHeight();
        WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int pixel = image.getRGB(x, y);
                inks.setSample(x, y, 0, pixel >> 16 & 255);
                inks.setSample(x, y, 1, pixel >> 8 & 255);
                inks.setSample(x, y, 2, pixel & 255);
                inks.setSample(x, y, 3, 255);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(inks, null, null), null);
        } finally {
            writer.dispose();
        }
        byte[] adobe = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return withSegment(out.toByteArray(), adobe);
    }

    /**
     * How a camera stores an upright picture under an EXIF orientation, from the words of the TIFF tag: which side of the
     * picture the first stored row and the first stored column are.
     */
    static BufferedImage stored(BufferedImage upright, int orientation) {
        String firstRow = List.of("top", "top", "bottom", "bottom", "left", "right", "right", "left")
                .get(orientation - 1);
        String firstColumn = List.of("left", "right", "right", "left", "top", "top", "bottom", "bottom")
                .get(orientation - 1);
        boolean swapped = orientation > 4;
        int width = swapped ? upright.getHeight() : upright.getWidth();
        int height = swapped ? upright.getWidth() : upright.getHeight();
        BufferedImage stored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int alongRows = firstRow.equals("top") || firstRow.equals("left") ? row : height - 1 - row;
                int alongColumns =
                        firstColumn.equals("top") || firstColumn.equals("left") ? column : width - 1 - column;
                int x = swapped ? alongRows : alongColumns;
                int y = swapped ? alongColumns : alongRows;
                stored.setRGB(column, row, upright.getRGB(x, y));
            }
        }
        return stored;
    }

    /** Puts an EXIF segment with nothing but the orientation behind the JPEG's first marker. */
    static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        return withSegment(jpeg, exif);
    }

    private static byte[] withSegment(byte[] jpeg, byte[] segment) {
        byte[] file = new byte[jpeg.length + segment.length];
        System.arraycopy(jpeg, 0, file, 0, 2);
        System.arraycopy(segment, 0, file, 2, segment.length);
        System.arraycopy(jpeg, 2, file, 2 + segment.length, jpeg.length - 2);
        return file;
    }

    /** Where a JPEG's marker stands, -1 where it has none. */
    static int marker(byte[] jpeg, int marker) {
        int at = 2;
        while (at + 4 < jpeg.length && (jpeg[at] & 255) == 0xFF) {
            if ((jpeg[at + 1] & 255) == marker) {
                return at;
            }
            at += 2 + ((jpeg[at + 2] & 255) << 8 | jpeg[at + 3] & 255);
        }
        return -1;
    }

    /** Computes the checksum of a PNG's header anew. */
    static void repairPngHeader(byte[] png) {
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    }
}
