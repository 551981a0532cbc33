package org.curlew.pipeline.security;

/** The force has a reason recorded before somebody looks, and none was given for this case in the last twelve hours. */
public final class ReasonNeededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long caseId;

    public ReasonNeededException(long caseId, String caseReference) {
        super("Say why you look at " + caseReference + ": this force records a reason (curlew.ledger.justification)");
        this.caseId = caseId;
    }

    public long caseId() {
        return caseId;
    }
}
