package org.curlew.storage.capacity;

/** A pool cannot be used; the message is one line: what, where and what to do. */
public final class CapacityException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CapacityException(String message) {
        super(message);
    }

    public CapacityException(String message, Throwable cause) {
        super(message, cause);
    }
}
