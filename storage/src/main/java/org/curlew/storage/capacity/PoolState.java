package org.curlew.storage.capacity;

import java.time.Instant;

/**
 * A pool now, in bytes.
 *
 * @param used measured: everybody's bytes, not only ours
 * @param reserved promised to work and not yet written
 * @param ours what our own rows say is written by reserved work; its difference from {@code used} is what others use
 * @param measuredAt null when it was never measured: then nothing is given out
 */
public record PoolState(String pool, long capacity, long used, long reserved, long ours, Instant measuredAt) {

    public long free() {
        return Math.max(0, capacity - used - reserved);
    }

    /** Percent of the capacity that is used or promised. */
    public double percent() {
        return capacity == 0 ? 100 : Math.min(100.0, 100.0 * (used + reserved) / capacity);
    }
}
