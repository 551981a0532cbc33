package org.curlew.triage.register;

import java.time.Instant;

/**
 * One version of an entry.
 *
 * @param id the entry's, the same in every version
 * @param version from 1
 * @param createdAt when the first version was written down
 * @param recordedAt when it was written down; not when the thing happened, which is in the entry
 * @param withdrawn the entry was recorded in error; it stays readable and counts for nothing
 */
public record Versioned<T>(
        long id,
        int version,
        T entry,
        Instant createdAt,
        Instant recordedAt,
        String author,
        String reason,
        boolean withdrawn) {}
