package org.curlew.triage.perceptual;

import java.util.Arrays;
import java.util.List;

/**
 * Computes PDQ, Meta's published perceptual hash, from luma. Written from the published steps and equal to Meta's Java reference
 * bit for bit: 32-bit floats, sums in the reference's order.
 *
 * <p>Meta's C++ tools shrink a larger picture to 512 x 512 before they hash it, the Java reference does not; the two differ by up
 * to 10 bits, well inside the matching distance of 31.
 *
 * <p>One instance a thread: it keeps its working memory between pictures.
 */
public final class Pdq {

    /** Coefficients kept in each direction. */
    static final int SIDE = 16;

    /** A picture with a shorter side has no meaningful hash; Meta's C++ tools give it quality 0, and so does this. */
    static final int LEAST_SIDE = 5;

    private static final int SAMPLES = Jarosz.SAMPLES;
    private static final int BITS = SIDE * SIDE;
    private static final float[] COSINES = cosines();

    private final Jarosz jarosz = new Jarosz();
    private final float[] sampled = new float[SAMPLES * SAMPLES];
    private final float[] half = new float[SIDE * SAMPLES];
    private final float[] coefficients = new float[BITS];
    private final float[] turned = new float[BITS];
    private final float[] ordered = new float[BITS];

    /**
     * Hashes a picture.
     *
     * @param rows height in pixels, at least 1
     * @param columns width in pixels, at least 1
     * @param luma 0 to 255, asked for once a row from the top
     */
    public PdqResult hash(int rows, int columns, LumaRows luma) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("A picture has at least one pixel, this one " + columns + " x " + rows);
        }
        jarosz.sample(rows, columns, luma, sampled);
        transform();
        PdqHash[] hashes = new PdqHash[Dihedral.values().length];
        for (Dihedral turn : Dihedral.values()) {
            turn.apply(coefficients, turned);
            hashes[turn.ordinal()] = bits(turned);
        }
        int quality = Math.min(rows, columns) < LEAST_SIDE ? 0 : quality();
        return new PdqResult(quality, List.of(hashes));
    }

    /** Row i holds frequency i + 1: the constant term is left out. */
    private static float[] cosines() {
        float[] table = new float[SIDE * SAMPLES];
        float scale = (float) Math.sqrt(2.0 / SAMPLES);
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SAMPLES; j++) {
                table[i * SAMPLES + j] = (float) (scale * Math.cos((Math.PI / 2 / SAMPLES) * (i + 1) * (2 * j + 1)));
            }
        }
        return table;
    }

    /** Sum of the steps between neighbours, each cut to whole percent of the full range. */
    private int quality() {
        int sum = 0;
        for (int at = 0; at < SAMPLES * (SAMPLES - 1); at++) {
            sum += step(sampled[at], sampled[at + SAMPLES]);
        }
        for (int row = 0; row < SAMPLES * SAMPLES; row += SAMPLES) {
            for (int at = row; at < row + SAMPLES - 1; at++) {
                sum += step(sampled[at], sampled[at + 1]);
            }
        }
        return Math.min(100, sum / 90);
    }

    private static int step(float here, float there) {
        return Math.abs((int) (((here - there) * 100) / 255));
    }

    /** Cosines times picture times cosines; products are added in the order of k, as the reference does. */
    private void transform() {
        float[] line = new float[SAMPLES];
        float[] sums = new float[SAMPLES];
        for (int i = 0; i < SIDE; i++) {
            Arrays.fill(sums, 0f);
            for (int k = 0; k < SAMPLES; k++) {
                System.arraycopy(sampled, k * SAMPLES, line, 0, SAMPLES);
                float factor = COSINES[i * SAMPLES + k];
                for (int j = 0; j < SAMPLES; j++) {
                    sums[j] += factor * line[j];
                }
            }
            System.arraycopy(sums, 0, half, i * SAMPLES, SAMPLES);
        }
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                float sum = 0f;
                for (int k = 0; k < SAMPLES; k++) {
                    sum += half[i * SAMPLES + k] * COSINES[j * SAMPLES + k];
                }
                coefficients[i * SIDE + j] = sum;
            }
        }
    }

    private PdqHash bits(float[] values) {
        System.arraycopy(values, 0, ordered, 0, BITS);
        float median = lowerMedian(ordered);
        return new PdqHash(
                word(values, 192, median),
                word(values, 128, median),
                word(values, 64, median),
                word(values, 0, median));
    }

    /** The value of rank 128 of 256, as the reference's algorithm (Torben's) finds it; disturbs the order (Hoare's selection). */
    private static float lowerMedian(float[] values) {
        int rank = BITS / 2 - 1;
        int low = 0;
        int high = BITS - 1;
        while (low < high) {
            float pivot = values[rank];
            int up = low;
            int down = high;
            while (up <= down) {
                while (values[up] < pivot) {
                    up++;
                }
                while (values[down] > pivot) {
                    down--;
                }
                if (up <= down) {
                    float value = values[up];
                    values[up++] = values[down];
                    values[down--] = value;
                }
            }
            if (rank > down) {
                low = up;
            }
            if (rank < up) {
                high = down;
            }
        }
        return values[rank];
    }

    private static long word(float[] values, int from, float median) {
        long word = 0;
        for (int k = 0; k < 64; k++) {
            if (values[from + k] > median) {
                word |= 1L << k;
            }
        }
        return word;
    }
}
