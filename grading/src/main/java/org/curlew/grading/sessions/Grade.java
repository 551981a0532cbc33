package org.curlew.grading.sessions;

import java.time.OffsetDateTime;

/**
 * A stored grade.
 *
 * @param sha256 64 lower-case hex digits
 * @param number null where the scheme has no number for the code
 * @param sessionId null where it was given outside of a session
 */
public record Grade(
        long id,
        String sha256,
        long caseId,
        String scheme,
        String schemeVersion,
        String code,
        Integer number,
        String grader,
        OffsetDateTime at,
        Long sessionId,
        Grading.Basis basis,
        String reason) {}
