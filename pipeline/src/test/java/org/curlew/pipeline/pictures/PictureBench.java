package org.curlew.pipeline.pictures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.curlew.triage.perceptual.Luma;
import org.curlew.triage.perceptual.Pdq;
import org.curlew.triage.perceptual.PdqResult;

/** PDQ from JPEG files of 12 megapixels: ours against a whole decode by ImageIO, milliseconds of one core's processor time. */
final class PictureBench {

    private static final int ROUNDS = 9;
    private static final int WARM_UP = 12;

    private final Pdq pdq = new Pdq();

    private PictureBench() {}

    public static void main(String[] arguments) throws Exception {
        PictureBench bench = new PictureBench();
        BufferedImage smooth = Samples.discs(4000, 3000, BufferedImage.TYPE_INT_RGB, 0, 1);
        BufferedImage grained = Samples.discs(4000, 3000, BufferedImage.TYPE_INT_RGB, 14, 1);
        bench.compare("smooth", Samples.jpeg(smooth, 0.9f, false));
        bench.compare("grained", Samples.jpeg(grained, 0.85f, false));
        bench.compare("grained, progressive", Samples.jpeg(grained, 0.85f, true));
    }

    private void compare(String what, byte[] file) throws Exception {
        try (PictureReader reader = new PictureReader();
                PictureReader withoutTurbo =
                        new PictureReader(PictureLimits.DEFAULT, Optional.empty(), Optional.empty())) {
            PdqResult[] results = new PdqResult[2];
            double turbo = median(() -> results[0] = hash(reader.luma(file, "image/jpeg")));
            double decode = median(() -> reader.luma(file, "image/jpeg"));
            double whole = median(() -> results[1] = whole(file));
            double fallBack = median(() -> hash(withoutTurbo.luma(file, "image/jpeg")));
            System.out.printf(
                    Locale.ROOT,
                    "%s, %.1f MB: turbo + PDQ %.1f ms (decode %.1f), ImageIO + PDQ %.1f ms (%.1f x), our fall-back %.1f ms; %d bits apart%n",
                    what,
                    file.length / 1e6,
                    turbo,
                    decode,
                    whole,
                    whole / turbo,
                    fallBack,
                    results[0].hash().distance(results[1].hash()));
        }
    }

    private PdqResult hash(Decoded decoded) {
        return pdq.hash(decoded.height(), decoded.width(), decoded.rows());
    }

    private PdqResult whole(byte[] file) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        return pdq.hash(image.getHeight(), image.getWidth(), Luma.of(ImageLuma.of(image), image.getWidth()));
    }

    private static double median(Callable<?> work) throws Exception {
        double[] times = new double[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.call();
            if (round >= 0) {
                times[round] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
            }
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }
}
