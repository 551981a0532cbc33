package org.curlew.triage.referrals;

/** A report that cannot be taken in; the message names the file, what is wrong and what to do. */
public class ReferralException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ReferralException(String message) {
        super(message);
    }

    public ReferralException(String message, Throwable cause) {
        super(message, cause);
    }
}
