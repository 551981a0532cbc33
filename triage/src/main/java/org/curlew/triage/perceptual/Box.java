package org.curlew.triage.perceptual;

/**
 * PDQ's one-dimensional box filter over a line of {@code length} values: the window is a 128th of the line, rounded up, and at
 * the line's ends the mean is taken over the part of the window that lies inside.
 */
final class Box {

    private final int length;
    private final int size;
    private final int lead;
    private final int lag;

    Box(int length) {
        this.length = length;
        this.size = (length + 127) / 128;
        int half = (size + 2) / 2;
        this.lead = half - 1;
        this.lag = size - half;
    }

    int size() {
        return size;
    }

    /** How far the window reaches past its position. */
    int lead() {
        return lead;
    }

    /** How far the window reaches back. */
    int lag() {
        return lag;
    }

    /** How many values the window at a position holds. */
    int count(int position) {
        return Math.min(length - 1, position + lead) - Math.max(0, position - lag) + 1;
    }

    /**
     * Running sums of four lines at once, not yet divided. One sum alone waits for the adder at every step; four keep it busy.
     */
    void sums(float[][] from, float[][] into) {
        float[] in0 = from[0];
        float[] in1 = from[1];
        float[] in2 = from[2];
        float[] in3 = from[3];
        float[] out0 = into[0];
        float[] out1 = into[1];
        float[] out2 = into[2];
        float[] out3 = into[3];
        float sum0 = 0f;
        float sum1 = 0f;
        float sum2 = 0f;
        float sum3 = 0f;
        for (int x = 0; x < lead; x++) {
            sum0 += in0[x];
            sum1 += in1[x];
            sum2 += in2[x];
            sum3 += in3[x];
        }
        int x = 0;
        for (int incoming = lead; x <= lag; x++, incoming++) {
            sum0 += in0[incoming];
            sum1 += in1[incoming];
            sum2 += in2[incoming];
            sum3 += in3[incoming];
            out0[x] = sum0;
            out1[x] = sum1;
            out2[x] = sum2;
            out3[x] = sum3;
        }
        for (int last = length - lead; x < last; x++) {
            int incoming = x + lead;
            int outgoing = x - lag - 1;
            sum0 += in0[incoming];
            sum1 += in1[incoming];
            sum2 += in2[incoming];
            sum3 += in3[incoming];
            sum0 -= in0[outgoing];
            sum1 -= in1[outgoing];
            sum2 -= in2[outgoing];
            sum3 -= in3[outgoing];
            out0[x] = sum0;
            out1[x] = sum1;
            out2[x] = sum2;
            out3[x] = sum3;
        }
        for (; x < length; x++) {
            int outgoing = x - lag - 1;
            sum0 -= in0[outgoing];
            sum1 -= in1[outgoing];
            sum2 -= in2[outgoing];
            sum3 -= in3[outgoing];
            out0[x] = sum0;
            out1[x] = sum1;
            out2[x] = sum2;
            out3[x] = sum3;
        }
    }

    /** Divides running sums by the number of values in each window. */
    void divide(float[] sums) {
        int inner = Math.min(length, lag);
        for (int x = 0; x < inner; x++) {
            sums[x] /= count(x);
        }
        int last = Math.max(inner, length - lead);
        Floats.divide(sums, size, sums, inner, last);
        for (int x = last; x < length; x++) {
            sums[x] /= count(x);
        }
    }
}
