package org.curlew.grading.agreement;

import java.util.Arrays;

/** Agreement beyond chance. All figures are pure functions of counts. */
public final class Kappa {

    /** Two-sided 95 % of the normal distribution. */
    private static final double Z = 1.959963984540054;

    private Kappa() {}

    /**
     * An estimate.
     *
     * @param kappa 1 is perfect agreement, 0 what chance gives; NaN where only one class was ever used, which tells nothing
     * @param low lower end of the 95 % interval, likewise high; NaN with kappa
     * @param observed share of agreement
     * @param expected share that chance would give
     * @param items how many were compared
     */
    public record Estimate(double kappa, double low, double high, double observed, double expected, long items) {

        static Estimate of(double kappa, double error, double observed, double expected, long items) {
            return new Estimate(
                    kappa, Math.max(-1, kappa - Z * error), Math.min(1, kappa + Z * error), observed, expected, items);
        }
    }

    /**
     * Cohen's kappa of two graders, with the standard error of Fleiss, Cohen and Everitt (1969).
     *
     * @param table counts: rows are the first grader's classes, columns the second's, in the same order
     */
    public static Estimate cohen(long[][] table) {
        int classes = table.length;
        long items = Arrays.stream(table).flatMapToLong(Arrays::stream).sum();
        double[] rows = new double[classes];
        double[] columns = new double[classes];
        double observed = 0;
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                rows[i] += (double) table[i][j] / items;
                columns[j] += (double) table[i][j] / items;
            }
            observed += (double) table[i][i] / items;
        }
        double expected = 0;
        for (int i = 0; i < classes; i++) {
            expected += rows[i] * columns[i];
        }
        if (items == 0 || 1 - expected < 1e-12) {
            return new Estimate(Double.NaN, Double.NaN, Double.NaN, observed, expected, items);
        }
        double kappa = (observed - expected) / (1 - expected);
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                double share = (double) table[i][j] / items;
                if (i == j) {
                    sum += share * square(1 - (rows[i] + columns[i]) * (1 - kappa));
                } else {
                    sum += share * square(1 - kappa) * square(columns[i] + rows[j]);
                }
            }
        }
        double variance = (sum - square(kappa - expected * (1 - kappa))) / (items * square(1 - expected));
        return Estimate.of(kappa, Math.sqrt(Math.max(0, variance)), observed, expected, items);
    }

    /** Cohen's kappa for one class against all others. */
    public static Estimate cohen(long[][] table, int category) {
        long[][] two = new long[2][2];
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < table.length; j++) {
                two[i == category ? 0 : 1][j == category ? 0 : 1] += table[i][j];
            }
        }
        return cohen(two);
    }

    /**
     * Fleiss' kappa (1971) of any number of graders; its standard error by leaving out one item after the other (jackknife).
     *
     * @param counts one row an item: how many graders chose each class; every row has the same sum, at least 2
     */
    public static Estimate fleiss(long[][] counts) {
        return fleiss(counts, -1);
    }

    /** Fleiss' kappa for one class; all classes where it is negative. */
    public static Estimate fleiss(long[][] counts, int category) {
        Sums sums = new Sums(counts);
        double[] all = sums.kappa(null, category);
        if (counts.length < 2 || Double.isNaN(all[0])) {
            return new Estimate(all[0], Double.NaN, Double.NaN, all[1], all[2], counts.length);
        }
        double mean = 0;
        double[] without = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            double left = sums.kappa(counts[i], category)[0];
            without[i] = Double.isNaN(left) ? all[0] : left;
            mean += without[i] / counts.length;
        }
        double spread = 0;
        for (double left : without) {
            spread += square(left - mean);
        }
        double error = Math.sqrt(spread * (counts.length - 1) / counts.length);
        return Estimate.of(all[0], error, all[1], all[2], counts.length);
    }

    /** Sums over items, from which each item can be taken out again. */
    private static final class Sums {

        private final int items;
        private final long raters;
        private final double[] totals;
        private final double[] pairs;

        Sums(long[][] counts) {
            items = counts.length;
            raters = items == 0 ? 0 : Arrays.stream(counts[0]).sum();
            int classes = items == 0 ? 0 : counts[0].length;
            totals = new double[classes];
            pairs = new double[classes];
            for (long[] row : counts) {
                if (Arrays.stream(row).sum() != raters || raters < 2) {
                    throw new IllegalArgumentException("every item needs the same number of graders, two at least");
                }
                for (int j = 0; j < classes; j++) {
                    totals[j] += row[j];
                    pairs[j] += row[j] * (double) (row[j] - 1);
                }
            }
        }

        /** Kappa, observed and expected agreement, without the given item. */
        double[] kappa(long[] left, int category) {
            double n = items - (left == null ? 0 : 1);
            double agreeing = 0;
            double expected = 0;
            double share = 0;
            for (int j = 0; j < totals.length; j++) {
                double total = totals[j] - (left == null ? 0 : left[j]);
                double pair = pairs[j] - (left == null ? 0 : left[j] * (double) (left[j] - 1));
                if (category < 0) {
                    agreeing += pair;
                    expected += square(total / (n * raters));
                } else if (j == category) {
                    agreeing = pair;
                    share = total / (n * raters);
                }
            }
            if (category < 0) {
                double observed = agreeing / (n * raters * (raters - 1));
                return new double[] {
                    1 - expected < 1e-12 ? Double.NaN : (observed - expected) / (1 - expected), observed, expected
                };
            }
            // the chance that a second grader also chose the class, given that a first did, against the class' share
            double observed = agreeing / (n * raters * (raters - 1) * share);
            return new double[] {
                share <= 0 || share >= 1 ? Double.NaN : (observed - share) / (1 - share), observed, share
            };
        }
    }

    private static double square(double value) {
        return value * value;
    }
}
