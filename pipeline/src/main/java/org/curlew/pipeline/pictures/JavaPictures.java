package org.curlew.pipeline.pictures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes with ImageIO and TwelveMonkeys: PNG, GIF, BMP, TIFF, WebP, and the JPEG files that libjpeg-turbo does not take. */
final class JavaPictures {

    /** Readers that go through the rows with one row in memory, so that a smaller scale costs less memory. */
    private static final Set<String> IN_BANDS = Set.of("png", "gif", "bmp", "wbmp");

    private static final int BYTES_A_PIXEL = 4;

    /** A BMP file's header of 14 bytes, then BITMAPINFOHEADER or later: its size, width and height, 4 bytes each, little-endian. */
    private static final int BITMAP_INFO = 14;

    private static final int BITMAP_WIDTH = 18;
    private static final int BITMAP_HEIGHT = 22;
    private static final int BITMAP_INFO_BYTES = 40;

    private final PictureLimits limits;

    JavaPictures(PictureLimits limits) {
        this.limits = limits;
    }

    /** Decodes as stored, not yet upright. */
    Decoded decode(byte[] file, String mime, boolean colour) {
        if (isBitmap(file)) {
            // The JDK's reader lays out its rows while it reads the header: too many of them end in an error of their
            // own.
            ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            int width = Math.abs(header.getInt(BITMAP_WIDTH));
            int height = Math.abs(header.getInt(BITMAP_HEIGHT));
            String refusal = refusal("bmp", width, height);
            if (refusal != null) {
                return Decoded.failed(Decoded.Status.TOO_LARGE, refusal, width, height, "");
            }
        }
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Decoded.failed(
                        Decoded.Status.UNSUPPORTED, "no decoder knows this content (type " + mime + ")", 0, 0, "");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return decode(reader, colour);
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            return Decoded.failed(Decoded.Status.BROKEN, "cannot be read: " + e.getMessage(), 0, 0, "");
        }
    }

    private static boolean isBitmap(byte[] file) {
        return file.length >= BITMAP_INFO + BITMAP_INFO_BYTES
                && file[0] == 'B'
                && file[1] == 'M'
                && ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(BITMAP_INFO) >= BITMAP_INFO_BYTES;
    }

    private Decoded decode(ImageReader reader, boolean colour) throws IOException {
        String format = reader.getFormatName().toLowerCase(Locale.ROOT);
        int width = 0;
        int height = 0;
        BufferedImage[] target = new BufferedImage[1];
        Progress progress = new Progress();
        try {
            width = reader.getWidth(0);
            height = reader.getHeight(0);
            String refusal = refusal(format, width, height);
            if (refusal != null) {
                return Decoded.failed(Decoded.Status.TOO_LARGE, refusal, width, height, format);
            }
            reader.addIIOReadProgressListener(progress);
            read(reader, step(width, height, colour), width, height, target);
            return decoded(Decoded.Status.READ, "", target[0], colour, width, height, format);
        } catch (IOException | RuntimeException e) {
            String reason = format + " decoder: " + reason(e);
            if (target[0] != null && progress.percent() >= 1) {
                String seen = String.format(Locale.ROOT, "%s (after about %.0f %%)", reason, progress.percent());
                return decoded(Decoded.Status.PARTIAL, seen, target[0], colour, width, height, format);
            }
            return Decoded.failed(Decoded.Status.BROKEN, reason, width, height, format);
        } catch (OutOfMemoryError e) {
            // One array larger than the heap: nothing else was touched. Fields of a hostile file ask for such arrays.
            return Decoded.failed(
                    Decoded.Status.TOO_LARGE,
                    format + " decoder asked for more memory than there is",
                    width,
                    height,
                    format);
        }
    }

    private String refusal(String format, int width, int height) {
        long pixels = (long) width * height;
        if (pixels > limits.mostPixels()) {
            return width + " x " + height + " pixels declared, " + limits.mostPixels() + " are the limit";
        }
        long bytes = pixels * BYTES_A_PIXEL;
        long most = Math.min(limits.mostBytes(), Runtime.getRuntime().maxMemory() / 2);
        if (!IN_BANDS.contains(format) && bytes > most) {
            return width + " x " + height + " pixels declared: " + format + " is decoded whole and would take " + bytes
                    + " bytes, " + most + " are the limit";
        }
        return null;
    }

    private static void read(ImageReader reader, int step, int width, int height, BufferedImage[] target)
            throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        if (types.hasNext()) {
            // A target of our own keeps the rows that were read before a fault.
            target[0] = types.next().createBufferedImage((width + step - 1) / step, (height + step - 1) / step);
            param.setDestination(target[0]);
        }
        target[0] = reader.read(0, param);
    }

    private int step(int width, int height, boolean colour) {
        int step = 1;
        while (((long) width / step) * (height / step) > limits.mostKept(colour)) {
            step++;
        }
        return step;
    }

    private static Decoded decoded(
            Decoded.Status status,
            String reason,
            BufferedImage image,
            boolean colour,
            int width,
            int height,
            String format) {
        return new Decoded(
                status,
                reason,
                image.getWidth(),
                image.getHeight(),
                ImagePlanes.of(image, colour).all(),
                width,
                height,
                "imageio " + format);
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
