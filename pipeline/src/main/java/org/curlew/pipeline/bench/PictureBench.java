package org.curlew.pipeline.bench;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.curlew.pipeline.pictures.Decoded;
import org.curlew.pipeline.pictures.PictureReader;
import org.curlew.triage.perceptual.Luma;
import org.curlew.triage.perceptual.LumaRows;
import org.curlew.triage.perceptual.Pdq;

/** PDQ from pixels and from JPEG files of 12 megapixels, beside a whole decode by ImageIO; on one thread's processor time. */
public final class PictureBench {

    /** Pixels of a side of the picture that is hashed from its pixels. */
    static final int SIDE = 512;

    private static final int HASHES = 2_000;
    private static final int FILES = 4;

    private final int runs;
    private final Pdq pdq = new Pdq();

    public PictureBench(int runs) {
        this.runs = runs;
    }

    /** PDQ with its eight turns from decoded pixels; a row of a Markdown table. */
    public String pixels() throws Exception {
        LumaRows luma = luma();
        Pair pair = new Pair("PDQ and its eight turns from 512 x 512 pixels", "", HASHES, "1,500/s a core");
        hash(luma);
        for (int run = 0; run < runs; run++) {
            pair.ours(() -> HashSetBench.processorTime(() -> hash(luma)));
        }
        return pair.row();
    }

    static LumaRows luma() {
        return Luma.rgb(picture(SIDE, SIDE, 0).getRGB(0, 0, SIDE, SIDE, null, 0, SIDE), SIDE);
    }

    private void hash(LumaRows luma) {
        for (int i = 0; i < HASHES; i++) {
            pdq.hash(SIDE, SIDE, luma);
        }
    }

    /** PDQ from three JPEG files; rows of a Markdown table. */
    public List<String> files() throws Exception {
        List<String> rows = new ArrayList<>();
        BufferedImage grained = picture(4000, 3000, 14);
        rows.add(file("smooth", jpeg(picture(4000, 3000, 0), 0.9f, false)));
        rows.add(file("grained", jpeg(grained, 0.85f, false)));
        rows.add(file("grained, progressive", jpeg(grained, 0.85f, true)));
        return rows;
    }

    private String file(String what, byte[] file) throws Exception {
        Pair pair = new Pair(
                String.format(
                        java.util.Locale.ROOT, "PDQ from 12-megapixel JPEG, %s, %.1f MB", what, file.length / 1e6),
                "ImageIO whole + the same PDQ",
                FILES,
                "5 x");
        try (PictureReader reader = new PictureReader()) {
            some(() -> ours(reader, file));
            some(() -> whole(file));
            for (int run = 0; run < runs; run++) {
                pair.ours(() -> HashSetBench.processorTime(() -> some(() -> ours(reader, file))));
                pair.theirs(() -> HashSetBench.processorTime(() -> some(() -> whole(file))));
            }
        }
        return pair.row();
    }

    private interface One {
        void run() throws IOException;
    }

    private static void some(One one) throws IOException {
        for (int i = 0; i < FILES; i++) {
            one.run();
        }
    }

    private void ours(PictureReader reader, byte[] file) {
        Decoded decoded = reader.luma(file, "image/jpeg");
        pdq.hash(decoded.height(), decoded.width(), decoded.rows());
    }

    /** The fastest way out of ImageIO: its own samples, not {@code getRGB}. */
    private void whole(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        byte[] samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        float[] luma = new float[samples.length / 3];
        for (int i = 0, at = 0; i < luma.length; i++, at += 3) {
            luma[i] = 0.299f * (samples[at + 2] & 0xff)
                    + 0.587f * (samples[at + 1] & 0xff)
                    + 0.114f * (samples[at] & 0xff);
        }
        pdq.hash(image.getHeight(), image.getWidth(), Luma.of(luma, image.getWidth()));
    }

    /** Soft overlapping discs on a ground: structure at every scale, nothing regular. */
    private static BufferedImage picture(int width, int height, int grain) {
        SplittableRandom random = new SplittableRandom(1);
        int count = 40;
        double[] x = random.doubles(count, 0, width).toArray();
        double[] y = random.doubles(count, 0, height).toArray();
        double[] radius = random.doubles(count, 0.03 * width, 0.3 * width).toArray();
        int[] colour = random.ints(count, 0, 1 << 24).toArray();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int found = 0x506070;
                for (int k = 0; k < count; k++) {
                    double dx = column - x[k];
                    double dy = row - y[k];
                    found = dx * dx + dy * dy < radius[k] * radius[k] ? colour[k] : found;
                }
                int noise = grain == 0 ? 0 : random.nextInt(-grain, grain + 1);
                image.setRGB(
                        column,
                        row,
                        part(found >> 16, noise) << 16 | part(found >> 8, noise) << 8 | part(found, noise));
            }
        }
        return image;
    }

    private static int part(int value, int noise) {
        return Math.clamp((value & 0xff) + noise, 0, 255);
    }

    private static byte[] jpeg(BufferedImage image, float quality, boolean progressive) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
