package org.curlew.triage.hashsets;

import java.time.Instant;

/**
 * What one grader of one force called a content. Only people vote: a classifier's word is no grade and is not recorded here.
 *
 * @param sha256 32 bytes
 * @param sha1 20 bytes; null where it is not known
 * @param md5 16 bytes; null where it is not known
 * @param force the force that grades; independence is counted by it
 * @param grader who
 * @param scheme the scheme of the category
 * @param schemeVersion its version
 * @param category category number in that scheme
 * @param at when
 */
public record Vote(
        byte[] sha256,
        byte[] sha1,
        byte[] md5,
        String force,
        String grader,
        String scheme,
        int schemeVersion,
        int category,
        Instant at) {}
