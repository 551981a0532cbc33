package org.curlew.storage.objects;

/** An operation on the object store failed; the message is one line: what, where and what to do. */
public final class ObjectStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure it was, for callers that act on it. */
    public enum Kind {
        /** No object, or no bucket, of that name. */
        NOT_FOUND,
        /** Another object has the key already. */
        EXISTS,
        /** The server refuses these credentials, or this account may not do it. */
        REFUSED,
        /** The clocks of this machine and the server differ by more than the server allows. */
        CLOCK,
        /** The server has no room. */
        FULL,
        /** The server could not be reached, or answered with errors, for as long as the settings' patience. */
        UNAVAILABLE,
        /** What arrived is not what was sent or asked for. */
        DAMAGED,
        /** The server does not offer this function. */
        UNSUPPORTED,
        /** The server keeps the object: a retention period or a legal hold. */
        LOCKED,
        /** What was to be sent could not be read. */
        SOURCE
    }

    private final Kind kind;

    public ObjectStoreException(Kind kind, String message) {
        this(kind, message, null);
    }

    public ObjectStoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
