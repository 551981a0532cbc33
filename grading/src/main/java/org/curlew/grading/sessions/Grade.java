package org.curlew.grading.sessions;

import java.time.OffsetDateTime;

/**
 * A stored grade.
 *
 * @param sha256 64 lower-case hex digits
 * @param number the code's number in that version of the scheme
 * @param takenBackAt when its grader took it back, null for one that counts
 * @param sessionId null where it was given outside of a session
 */
public record Grade(
        long id,
        String sha256,
        long caseId,
        String scheme,
        int schemeVersion,
        String code,
        int number,
        String grader,
        OffsetDateTime at,
        Long sessionId,
        Grading.Basis basis,
        String reason,
        OffsetDateTime takenBackAt) {}
