package org.curlew.triage.perceptual;

import java.util.Arrays;

/**
 * Blurs a picture with two passes of a box filter and samples it at 64 x 64 points: PDQ's down-scaling.
 *
 * <p>The result equals Meta's reference bit for bit, so every running sum adds the entering value, then subtracts the leaving
 * one, in 32-bit floats. Only the memory is arranged differently: rows stream through a ring as tall as the filter, a few at a
 * time because independent sums hide the latency of one; and the second pass keeps only the 64 columns that are sampled. So a
 * picture of any height costs a band of memory.
 *
 * <p>Not for use by two threads at once.
 */
final class Jarosz {

    /** Width and height of the sampled picture. */
    static final int SAMPLES = 64;

    private static final int BAND = 4;

    private final float[][] raw = new float[BAND][0];
    private final float[][] once = new float[BAND][0];
    private final int[] columnAt = new int[SAMPLES];
    private float[][] ring = new float[0][];
    private float[] columnSums = new float[0];
    /** Twice row-blurred, once column-blurred rows at the sampled columns: 64 values a row. */
    private float[] narrow = new float[0];

    private LumaRows source;
    private int rows;
    private int columns;
    private Box alongRow;
    private Box alongColumn;
    private int entered;

    /** Samples the blurred picture into {@code into}, 64 rows of 64. */
    void sample(int rowCount, int columnCount, LumaRows luma, float[] into) {
        prepare(rowCount, columnCount, luma);
        for (int row = 0; row < alongColumn.lead() && row < rows; row++) {
            Floats.add(columnSums, entered(row), columns);
        }
        for (int first = 0; first < rows; first += BAND) {
            int band = Math.min(BAND, rows - first);
            for (int k = 0; k < band; k++) {
                blurColumns(first + k, once[k]);
            }
            alongRow.sums(once, raw);
            for (int k = 0; k < band; k++) {
                keepSampledColumns(raw[k], (first + k) * SAMPLES);
            }
        }
        blurNarrowColumns(into);
        source = null;
    }

    private void prepare(int rowCount, int columnCount, LumaRows luma) {
        source = luma;
        rows = rowCount;
        columns = columnCount;
        entered = 0;
        // The window along rows comes from the number of columns, and the other way about.
        alongRow = new Box(columns);
        alongColumn = new Box(rows);
        int width = Math.max(columns, columnSums.length);
        int depth = Math.max(alongColumn.size() + 2 * BAND, ring.length);
        if (width > columnSums.length) {
            columnSums = new float[width];
            for (int k = 0; k < BAND; k++) {
                raw[k] = new float[width];
                once[k] = new float[width];
            }
        }
        if (ring.length < depth || ring[0].length < width) {
            ring = new float[depth][width];
        }
        if (narrow.length < rows * SAMPLES) {
            narrow = new float[rows * SAMPLES];
        }
        Arrays.fill(columnSums, 0, columns, 0f);
        for (int j = 0; j < SAMPLES; j++) {
            columnAt[j] = sampledAt(j, columns);
        }
    }

    private static int sampledAt(int sample, int length) {
        return (int) ((sample + 0.5) * length / SAMPLES);
    }

    /** The row-blurred row, read and blurred with its band when it is first asked for. */
    private float[] entered(int row) {
        while (entered <= row) {
            float[][] blurred = new float[BAND][];
            for (int k = 0; k < BAND; k++) {
                if (entered + k < rows) {
                    source.row(entered + k, raw[k]);
                }
                blurred[k] = ring[(entered + k) % ring.length];
            }
            alongRow.sums(raw, blurred);
            for (float[] sums : blurred) {
                alongRow.divide(sums);
            }
            entered += BAND;
        }
        return ring[row % ring.length];
    }

    private void blurColumns(int row, float[] into) {
        int incoming = row + alongColumn.lead();
        int outgoing = row - alongColumn.lag() - 1;
        if (incoming < rows && outgoing >= 0) {
            float[] newest = entered(incoming);
            Floats.step(columnSums, newest, ring[outgoing % ring.length], columns);
        } else if (incoming < rows) {
            Floats.add(columnSums, entered(incoming), columns);
        } else if (outgoing >= 0) {
            Floats.subtract(columnSums, ring[outgoing % ring.length], columns);
        }
        Floats.divide(columnSums, alongColumn.count(row), into, 0, columns);
    }

    private void keepSampledColumns(float[] sums, int at) {
        for (int j = 0; j < SAMPLES; j++) {
            narrow[at + j] = sums[columnAt[j]] / alongRow.count(columnAt[j]);
        }
    }

    private void blurNarrowColumns(float[] into) {
        float[] sums = new float[SAMPLES];
        int next = 0;
        for (int row = 0; row < alongColumn.lead() && row < rows; row++) {
            addAt(sums, row);
        }
        for (int row = 0; row < rows && next < SAMPLES; row++) {
            if (row + alongColumn.lead() < rows) {
                addAt(sums, row + alongColumn.lead());
            }
            int outgoing = row - alongColumn.lag() - 1;
            if (outgoing >= 0) {
                for (int j = 0; j < SAMPLES; j++) {
                    sums[j] -= narrow[outgoing * SAMPLES + j];
                }
            }
            // A picture of fewer than 64 rows is sampled several times at one row.
            while (next < SAMPLES && sampledAt(next, rows) == row) {
                divide(sums, alongColumn.count(row), into, next * SAMPLES);
                next++;
            }
        }
    }

    private void addAt(float[] sums, int row) {
        for (int j = 0; j < SAMPLES; j++) {
            sums[j] += narrow[row * SAMPLES + j];
        }
    }

    private static void divide(float[] sums, int count, float[] into, int at) {
        for (int j = 0; j < SAMPLES; j++) {
            into[at + j] = sums[j] / count;
        }
    }
}
