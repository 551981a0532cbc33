package org.curlew.triage.hashsets.index;

/**
 * One set's answer for a content.
 *
 * @param set name of the set
 * @param setVersionId the version that answered
 * @param version its number in the set, from 1
 * @param role what the match means
 * @param scheme scheme by which {@code category} is to be read
 * @param category category number; null where the set gives none
 * @param kind the strongest digest that agrees
 * @param contradicted the set also states a stronger digest for this entry and the content does not have it: a broken row, or a
 *     content made to collide. Never true for {@link Role#KNOWN_GOOD}, where such an answer is not given at all
 * @param victimIdentified as the set says
 * @param offenderIdentified as the set says
 * @param distributed as the set says
 * @param series series names, comma-delimited; null where there is none
 */
public record HashHit(
        String set,
        long setVersionId,
        int version,
        Role role,
        String scheme,
        Integer category,
        DigestKind kind,
        boolean contradicted,
        boolean victimIdentified,
        boolean offenderIdentified,
        boolean distributed,
        String series) {}
