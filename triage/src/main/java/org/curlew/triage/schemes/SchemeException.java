package org.curlew.triage.schemes;

/** A scheme file that cannot be read, or a scheme nobody knows; the message says which, where and what to do. */
public final class SchemeException extends RuntimeException {

    public SchemeException(String message) {
        super(message);
    }

    SchemeException(String message, Throwable cause) {
        super(message, cause);
    }
}
