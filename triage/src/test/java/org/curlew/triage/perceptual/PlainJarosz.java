package org.curlew.triage.perceptual;

/** PDQ's down-scaling as the published steps read: the whole picture in memory, one line after the other. */
final class PlainJarosz {

    private PlainJarosz() {}

    static float[] sample(float[] luma, int rows, int columns) {
        float[] picture = luma.clone();
        for (int pass = 0; pass < 2; pass++) {
            for (int row = 0; row < rows; row++) {
                blur(picture, row * columns, 1, columns, (columns + 127) / 128);
            }
            for (int column = 0; column < columns; column++) {
                blur(picture, column, columns, rows, (rows + 127) / 128);
            }
        }
        float[] sampled = new float[64 * 64];
        for (int i = 0; i < 64; i++) {
            for (int j = 0; j < 64; j++) {
                sampled[i * 64 + j] =
                        picture[(int) ((i + 0.5) * rows / 64) * columns + (int) ((j + 0.5) * columns / 64)];
            }
        }
        return sampled;
    }

    private static void blur(float[] picture, int start, int stride, int length, int size) {
        float[] line = new float[length];
        for (int k = 0; k < length; k++) {
            line[k] = picture[start + k * stride];
        }
        int half = (size + 2) / 2;
        float sum = 0f;
        int inside = 0;
        for (int entering = 0; entering < half - 1; entering++) {
            sum += line[entering];
            inside++;
        }
        for (int k = 0; k < length; k++) {
            int entering = k + half - 1;
            int leaving = k - (size - half) - 1;
            if (entering < length) {
                sum += line[entering];
                inside++;
            }
            if (leaving >= 0) {
                sum -= line[leaving];
                inside--;
            }
            picture[start + k * stride] = sum / inside;
        }
    }
}
