package org.curlew.pipeline.pictures;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** The EXIF orientation of a picture, 1 to 8, and turning pixels by it. */
final class Upright {

    static final int AS_STORED = 1;

    private Upright() {}

    /** The orientation, or "as stored" where there is none or its block is damaged: the search tries all eight turns anyway. */
    static int orientation(byte[] file, boolean jpeg) {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(file);
            Metadata metadata = jpeg
                    ? JpegMetadataReader.readMetadata(in, List.of(new ExifReader()))
                    : ImageMetadataReader.readMetadata(in, file.length);
            ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer value = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return value == null || value < 1 || value > 8 ? AS_STORED : value;
        } catch (ImageProcessingException | IOException | RuntimeException e) {
            return AS_STORED;
        }
    }

    /** Whether width and height change places. */
    static boolean swaps(int orientation) {
        return orientation >= 5;
    }

    /** Turns a stored plane upright. */
    static float[] turn(float[] stored, int width, int height, int orientation) {
        if (orientation == AS_STORED) {
            return stored;
        }
        int turnedWidth = swaps(orientation) ? height : width;
        int turnedHeight = swaps(orientation) ? width : height;
        float[] turned = new float[stored.length];
        for (int y = 0; y < turnedHeight; y++) {
            for (int x = 0; x < turnedWidth; x++) {
                turned[y * turnedWidth + x] = stored[source(x, y, width, height, orientation)];
            }
        }
        return turned;
    }

    /** Where the upright pixel (x, y) is stored; the cases are those of the TIFF 6.0 tag. */
    private static int source(int x, int y, int width, int height, int orientation) {
        int right = width - 1;
        int bottom = height - 1;
        return switch (orientation) {
            case 2 -> y * width + right - x;
            case 3 -> (bottom - y) * width + right - x;
            case 4 -> (bottom - y) * width + x;
            case 5 -> x * width + y;
            case 6 -> (bottom - x) * width + y;
            case 7 -> (bottom - x) * width + right - y;
            case 8 -> x * width + right - y;
            default -> y * width + x;
        };
    }
}
