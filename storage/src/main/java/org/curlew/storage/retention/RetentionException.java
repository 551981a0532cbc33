package org.curlew.storage.retention;

/** Something that retention does not allow; the message is one line: what, why and what to do. */
public final class RetentionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RetentionException(String message) {
        super(message);
    }

    public RetentionException(String message, Throwable cause) {
        super(message, cause);
    }
}
