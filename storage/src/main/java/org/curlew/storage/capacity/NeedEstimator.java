package org.curlew.storage.capacity;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says how many bytes a device will need, from what devices of its kind have needed: the 90th percentile of (needed ÷
 * device size) over the last hundred, so that nine in ten stay inside their reservation.
 */
public final class NeedEstimator {

    private static final int FEWEST = 5;
    private static final int LAST = 100;
    private static final double PERCENTILE = 0.9;

    private final JdbcClient jdbc;

    public NeedEstimator(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param learnedFrom how many past devices; 0 when the ratio is the rule's
     * @param medianError median of |needed − estimated| ÷ needed over them, to be shown; NaN when there are none
     */
    public record Estimate(long bytes, int learnedFrom, double medianError) {}

    /**
     * @param deviceBytes size of the device or image
     * @param ruleRatio what to assume while fewer than five devices of the kind are known
     */
    public Estimate estimate(String kind, String purpose, long deviceBytes, double ruleRatio) {
        List<double[]> past = jdbc.sql("""
            select needed::float8 / device_bytes as ratio,
                   abs(needed - estimated)::float8 / greatest(needed, 1) as error
            from device_need where kind = ? and purpose = ? order by id desc limit ?
            """)
                .params(kind, purpose, LAST)
                .query((row, n) -> new double[] {row.getDouble("ratio"), row.getDouble("error")})
                .list();
        double medianError = percentile(past, 1, 0.5);
        if (past.size() < FEWEST) {
            return new Estimate((long) Math.ceil(deviceBytes * ruleRatio), 0, medianError);
        }
        long bytes = (long) Math.ceil(deviceBytes * percentile(past, 0, PERCENTILE));
        return new Estimate(bytes, past.size(), medianError);
    }

    /** Records what a device really needed. */
    public void learn(String kind, String purpose, long deviceBytes, long estimated, long needed) {
        jdbc.sql("insert into device_need (kind, purpose, device_bytes, estimated, needed) values (?, ?, ?, ?, ?)")
                .params(kind, purpose, deviceBytes, estimated, needed)
                .update();
    }

    /**
     * How good the estimates of one kind were, to be shown.
     *
     * @param medianError median of |needed − estimated| ÷ needed
     * @param exceeded how many devices needed more than was reserved
     */
    public record Accuracy(String kind, String purpose, long devices, double medianError, long exceeded) {}

    public List<Accuracy> accuracy() {
        return jdbc.sql("""
            select kind, purpose, count(*) as devices,
                   percentile_cont(0.5) within group (
                       order by abs(needed - estimated)::float8 / greatest(needed, 1)) as median_error,
                   count(*) filter (where needed > estimated) as exceeded
            from device_need group by kind, purpose order by kind, purpose
            """).query(Accuracy.class).list();
    }

    private static double percentile(List<double[]> past, int column, double part) {
        double[] sorted = past.stream().mapToDouble(row -> row[column]).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(part * sorted.length) - 1];
    }
}
