package org.curlew.triage.perceptual;

/** Gives a picture's luma row by row, so that no more than a band of it need be in memory. */
@FunctionalInterface
public interface LumaRows {

    /**
     * Writes row {@code y} to the start of {@code into}, one value of 0 to 255 a column. Rows are asked for once each, from the
     * top. {@code into} may be longer than the row.
     */
    void row(int y, float[] into);
}
