package org.curlew.triage.obligations;

import java.time.Instant;
import java.util.List;
import org.curlew.triage.queue.Band;

/**
 * A row of the headline list: a suspect released under investigation.
 *
 * @param accessWords access to children in words; "unknown" where nobody answered
 * @param accessUnknown shown in red
 * @param planUntil the earliest end of the children's current plans, null when a child has none
 * @param reassessmentDue the earliest due time among the suspect's and the children's reassessments
 * @param sentence what a supervisor can read aloud
 */
public record ReleasedSuspect(
        long caseId,
        String caseReference,
        long suspectId,
        String name,
        Instant releasedAt,
        long daysSinceRelease,
        int children,
        Integer youngest,
        String accessWords,
        boolean accessUnknown,
        boolean livesWithChild,
        boolean planMissing,
        Instant planUntil,
        Instant reassessmentDue,
        long daysOverdue,
        boolean overdue,
        Instant welfareDue,
        boolean welfareOverdue,
        int devices,
        Band band,
        String sentence,
        List<Obligation> reassessments) {}
