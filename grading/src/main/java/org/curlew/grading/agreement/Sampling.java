package org.curlew.grading.agreement;

/** How many to look at again, and what was learnt from it. */
public final class Sampling {

    private static final int STEPS = 200;

    private Sampling() {}

    /**
     * The smallest sample that would show at least one of the wrong grades with the wanted confidence, if more than the tolerated
     * share were wrong (discovery sampling without replacement: the hypergeometric distribution).
     *
     * @param population graded contents, 0 or more
     * @param tolerated share of wrong grades that may stay unseen, between 0 and 1
     * @param confidence between 0 and 1, for example 0.95
     * @return at most the population
     */
    public static int size(long population, double tolerated, double confidence) {
        if (!(tolerated > 0 && tolerated < 1 && confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("tolerated share and confidence lie between 0 and 1");
        }
        long wrong = (long) Math.floor(tolerated * population) + 1;
        double unseen = 0;
        long size = 0;
        while (size < population && unseen > Math.log(1 - confidence)) {
            long right = population - wrong - size;
            if (right <= 0) {
                return Math.toIntExact(Math.min(population, size + 1));
            }
            unseen += Math.log((double) right / (population - size));
            size++;
        }
        return Math.toIntExact(size);
    }

    /**
     * Upper end of the one-sided interval of the share that is wrong (Clopper and Pearson).
     *
     * @param found wrong ones in the sample
     */
    public static double upperBound(long sample, long found, double confidence) {
        if (sample == 0 || found >= sample) {
            return 1;
        }
        double low = (double) found / sample;
        double high = 1;
        for (int i = 0; i < STEPS; i++) {
            double middle = (low + high) / 2;
            if (atMost(sample, found, middle) > 1 - confidence) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The chance of at least so many wrong ones in a sample, where each is wrong with the given chance. */
    static double atLeast(long sample, long found, double chance) {
        if (found == 0 || chance >= 1) {
            return 1;
        }
        return Math.max(0, 1 - atMost(sample, found - 1, chance));
    }

    /** The chance of at most so many wrong ones in a sample, where each is wrong with the given chance. */
    private static double atMost(long sample, long found, double chance) {
        double sum = 0;
        double term = sample * Math.log1p(-chance);
        for (long k = 0; k <= found; k++) {
            sum += Math.exp(term);
            term += Math.log((double) (sample - k) / (k + 1)) + Math.log(chance) - Math.log1p(-chance);
        }
        return sum;
    }
}
