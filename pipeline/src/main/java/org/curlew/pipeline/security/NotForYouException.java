package org.curlew.pipeline.security;

/** The person may not see the case; the page offers whom to ask and, to some, the emergency way. */
public class NotForYouException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long caseId;

    public NotForYouException(long caseId) {
        super("Case " + caseId + " is not open to this person");
        this.caseId = caseId;
    }

    public long caseId() {
        return caseId;
    }
}
