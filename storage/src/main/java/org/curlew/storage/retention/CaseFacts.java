package org.curlew.storage.retention;

import java.time.LocalDate;

/**
 * What the rules ask of a case.
 *
 * @param decidedOn day of the decision, verdict or conviction; null while the case is open
 * @param releasedOn day of the release from custody; null while it is not known
 * @param appealPending an appeal holds everything until it is decided
 */
public record CaseFacts(CaseOutcome outcome, LocalDate decidedOn, LocalDate releasedOn, boolean appealPending) {

    /** A case of which nothing was recorded is open. */
    public static final CaseFacts OPEN = new CaseFacts(CaseOutcome.OPEN, null, null, false);

    public CaseFacts {
        if ((outcome == CaseOutcome.OPEN) != (decidedOn == null)) {
            throw new RetentionException("An outcome needs the day it was decided on, and an open case has none: "
                    + outcome + ", " + decidedOn);
        }
        if (releasedOn != null && outcome != CaseOutcome.CONVICTED_CUSTODY) {
            throw new RetentionException("Only a custodial sentence has a day of release: " + outcome);
        }
    }
}
