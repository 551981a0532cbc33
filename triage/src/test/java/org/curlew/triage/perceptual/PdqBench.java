package org.curlew.triage.perceptual;

import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** PDQ with its eight dihedral hashes from decoded pixels of 512 x 512, in hashes a second of one core's processor time. */
final class PdqBench {

    private static final int HASHES = 2_000;

    private PdqBench() {}

    public static void main(String[] arguments) throws Exception {
        BufferedImage picture = ImageIO.read(
                SharedData.path("pdq/images/bridge-mods/square-512x512.jpg").toFile());
        int side = 512;
        int[] pixels = picture.getRGB(0, 0, side, side, null, 0, side);
        byte[] grey = new byte[pixels.length];
        for (int k = 0; k < grey.length; k++) {
            grey[k] = (byte) (pixels[k] >> 8);
        }
        measure("colour pixels", Luma.rgb(pixels, side), side);
        measure("grey pixels", Luma.grey(grey, side), side);
    }

    private static void measure(String what, LumaRows luma, int side) {
        Pdq pdq = new Pdq();
        double[] perSecond = new double[7];
        for (int round = 0; round < perSecond.length; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int k = 0; k < HASHES; k++) {
                pdq.hash(side, side, luma);
            }
            perSecond[round] =
                    HASHES * 1e9 / (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
        }
        Arrays.sort(perSecond);
        System.out.printf("%s: %.0f hashes/s a core (median of 7)%n", what, perSecond[3]);
    }
}
