package org.curlew.triage.queue;

import java.util.Map;

/**
 * What the machine found on an exhibit.
 *
 * @param illegalHits files that a set of role {@code illegal} holds
 * @param byCategory hits by "scheme:number"; a number is never read without its scheme
 * @param complete every byte range and file was hashed, or left out by a named rule
 * @param unreadable files and ranges that could not be read
 * @param unknownMedia pictures and videos in no set at all
 * @param firstGeneration candidates for first-generation material
 * @param nearHits files that only resemble an entry of an illegal set: a judgement that raises the rank and proves nothing; null, in
 *     outcomes from before there was the comparison, counts as none
 */
public record TriageOutcome(
        long illegalHits,
        Map<String, Long> byCategory,
        boolean complete,
        long unreadable,
        long unknownMedia,
        long firstGeneration,
        Long nearHits) {

    /** Before the machine has looked. */
    public static final TriageOutcome NONE = new TriageOutcome(0, Map.of(), false, 0, 0, 0);

    public TriageOutcome {
        byCategory = byCategory == null ? Map.of() : Map.copyOf(byCategory);
        nearHits = nearHits == null ? 0L : nearHits;
    }

    /** An outcome without likenesses. */
    public TriageOutcome(
            long illegalHits,
            Map<String, Long> byCategory,
            boolean complete,
            long unreadable,
            long unknownMedia,
            long firstGeneration) {
        this(illegalHits, byCategory, complete, unreadable, unknownMedia, firstGeneration, 0L);
    }

    public TriageOutcome withNear(long files) {
        return new TriageOutcome(illegalHits, byCategory, complete, unreadable, unknownMedia, firstGeneration, files);
    }
}
