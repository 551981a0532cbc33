package org.curlew.triage.queue;

import java.time.Instant;
import java.util.Set;

/** Tells the queue which suspects' risk reassessment is overdue; the clocks know. */
public interface OverdueSuspects {

    Set<Long> overdueAt(Instant now);
}
