package org.curlew.triage.perceptual;

/**
 * The eight ways to turn and mirror a picture, as PDQ's authors name them. Each is a change of sign and, for half of them,
 * an exchange of rows and columns of the picture's 16 x 16 coefficients, so a hash of the turned picture costs no decode.
 */
public enum Dihedral {
    ORIGINAL(false, false, false),
    ROTATE_90(true, true, false),
    ROTATE_180(false, true, true),
    ROTATE_270(true, false, true),
    FLIP_X(false, false, true),
    FLIP_Y(false, true, false),
    FLIP_PLUS_1(true, false, false),
    FLIP_MINUS_1(true, true, true);

    private final boolean transposed;
    private final boolean columnsNegated;
    private final boolean rowsNegated;

    Dihedral(boolean transposed, boolean columnsNegated, boolean rowsNegated) {
        this.transposed = transposed;
        this.columnsNegated = columnsNegated;
        this.rowsNegated = rowsNegated;
    }

    /** The coefficients of the turned picture from those of the picture, both 16 x 16 row after row. */
    void apply(float[] from, float[] to) {
        for (int i = 0; i < Pdq.SIDE; i++) {
            for (int j = 0; j < Pdq.SIDE; j++) {
                float value = from[i * Pdq.SIDE + j];
                to[transposed ? j * Pdq.SIDE + i : i * Pdq.SIDE + j] = negates(i, j) ? -value : value;
            }
        }
    }

    /** Whether the coefficient of a row and column changes its sign. */
    boolean negates(int row, int column) {
        // Index 0 is frequency 1: the even indexes are the odd frequencies, which change sign under a mirror.
        return (columnsNegated && (column & 1) == 0) != (rowsNegated && (row & 1) == 0);
    }

    /** Whether rows and columns change places, before the signs are looked at. */
    boolean transposes() {
        return transposed;
    }
}
