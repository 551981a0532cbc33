package org.curlew.triage.queue;

import java.util.Map;

/**
 * What the machine found on an exhibit.
 *
 * @param illegalHits distinct files that match a set of role {@code illegal}, exactly or nearly
 * @param byCategory hits by "scheme:number"; a number is never read without its scheme
 * @param complete every byte range and file was hashed, or left out by a named rule
 * @param unreadable files and ranges that could not be read
 * @param unknownMedia pictures and videos in no set at all
 * @param firstGeneration candidates for first-generation material
 */
public record TriageOutcome(
        long illegalHits,
        Map<String, Long> byCategory,
        boolean complete,
        long unreadable,
        long unknownMedia,
        long firstGeneration) {

    /** Before the machine has looked. */
    public static final TriageOutcome NONE = new TriageOutcome(0, Map.of(), false, 0, 0, 0);

    public TriageOutcome {
        byCategory = byCategory == null ? Map.of() : Map.copyOf(byCategory);
    }
}
