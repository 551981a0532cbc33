package org.curlew.triage.perceptual;

/**
 * Whole-row arithmetic. One index and no offset between the arrays: the shape that the compiler turns into vector instructions.
 */
final class Floats {

    private Floats() {}

    static void add(float[] sums, float[] incoming, int length) {
        for (int x = 0; x < length; x++) {
            sums[x] += incoming[x];
        }
    }

    static void subtract(float[] sums, float[] outgoing, int length) {
        for (int x = 0; x < length; x++) {
            sums[x] -= outgoing[x];
        }
    }

    /** Adds, then subtracts: the order decides the last bit. */
    static void step(float[] sums, float[] incoming, float[] outgoing, int length) {
        for (int x = 0; x < length; x++) {
            sums[x] = sums[x] + incoming[x] - outgoing[x];
        }
    }

    /** Divides; by a power of two as a multiplication, which gives the same bits sooner. */
    static void divide(float[] sums, int count, float[] into, int from, int to) {
        if (Integer.bitCount(count) == 1) {
            float reciprocal = 1f / count;
            for (int x = from; x < to; x++) {
                into[x] = sums[x] * reciprocal;
            }
        } else {
            float divisor = count;
            for (int x = from; x < to; x++) {
                into[x] = sums[x] / divisor;
            }
        }
    }
}
