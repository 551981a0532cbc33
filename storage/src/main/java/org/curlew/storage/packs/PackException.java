package org.curlew.storage.packs;

/** A media cannot be stored or read; the message is one line: what, where and what to do. */
public final class PackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure it was, for callers that act on it. */
    public enum Kind {
        /** The bytes given are not those of the digest or the size given, or could not be read. */
        CONTENT,
        /** The working folder or the object store has no room. */
        NO_ROOM,
        /** No media of that digest is stored. */
        NOT_FOUND,
        /** Media were disposed of meanwhile; the stage must be done again. */
        ERASED,
        /** Packs are being rewritten by another process; nothing was done. */
        BUSY,
        /** The force's key that a pack was wrapped with is not in the key folder. */
        KEY_MISSING,
        /** What is stored is not what was sealed. */
        DAMAGED,
        /** The working folder cannot be used. */
        WORKING_FOLDER
    }

    private final Kind kind;

    public PackException(Kind kind, String message) {
        this(kind, message, null);
    }

    public PackException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
