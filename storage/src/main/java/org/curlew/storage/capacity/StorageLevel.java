package org.curlew.storage.capacity;

import java.time.Duration;

/** How full a pool is, by the thresholds of the force's rules. */
public enum StorageLevel {
    GREEN,
    AMBER,
    RED,
    /** New imaging of the lowest band stops. */
    STOP;

    /**
     * The thresholds, in percent and in days until the pool is full; a pool that stands on one has reached it.
     */
    public record Thresholds(double amber, double red, double stop, int amberDays, int redDays) {

        /** 75, 90, 95 percent; 60, 21 days. Our judgement, not law. */
        public static Thresholds standard() {
            return new Thresholds(75, 90, 95, 60, 21);
        }
    }

    /** @param untilFull the forecast; null when the pool is not filling */
    static StorageLevel of(double percent, Duration untilFull, Thresholds thresholds) {
        long days = untilFull == null ? Long.MAX_VALUE : untilFull.toDays();
        if (percent >= thresholds.stop()) {
            return STOP;
        }
        if (percent >= thresholds.red() || days <= thresholds.redDays()) {
            return RED;
        }
        return percent >= thresholds.amber() || days <= thresholds.amberDays() ? AMBER : GREEN;
    }
}
