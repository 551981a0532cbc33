package org.curlew.triage.obligations;

/** Something about clocks or records that is refused; the message says what, where and what to do. */
public class ObligationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ObligationException(String message) {
        super(message);
    }
}
