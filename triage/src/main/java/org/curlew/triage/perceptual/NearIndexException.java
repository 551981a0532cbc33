package org.curlew.triage.perceptual;

/** An index file that cannot be used: what, where, what to do. */
public class NearIndexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NearIndexException(String message) {
        super(message);
    }

    NearIndexException(String message, Throwable cause) {
        super(message, cause);
    }
}
