package org.curlew.triage.hashsets;

/** A hash set that must not be used, or a request about one that is refused. One line: what, where and what to do. */
public final class HashSetException extends RuntimeException {

    public HashSetException(String message) {
        super(message);
    }

    public HashSetException(String message, Throwable cause) {
        super(message, cause);
    }
}
