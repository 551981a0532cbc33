package org.curlew.grading.sessions;

import java.time.OffsetDateTime;

/**
 * A content of a case on which graders differ.
 *
 * @param openedBy the grade that differed from the others
 * @param closedBy the grade that ended it, null while it is open
 * @param outcome {@code AGREED}, {@code ADJUDICATED} or {@code TAKEN_BACK}, null while it is open
 */
public record Conflict(
        long id,
        long caseId,
        String sha256,
        String scheme,
        OffsetDateTime openedAt,
        long openedBy,
        OffsetDateTime closedAt,
        Long closedBy,
        String outcome) {}
