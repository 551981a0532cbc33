package org.curlew.triage.vics;

import java.io.IOException;

/** A VICS file that cannot be read to its end. The message says what, where and what to do, in one line. */
public final class VicsException extends IOException {

    /** Why the reading ended. */
    public enum Reason {
        /** Not a VICS file at all. */
        NOT_VICS,
        /** The JSON ends before its end: rows are missing, the file must not be used as if it were whole. */
        INCOMPLETE,
        /** Not JSON from some byte on. */
        MALFORMED
    }

    private final Reason reason;
    private final long byteOffset;

    public VicsException(Reason reason, long byteOffset, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.byteOffset = byteOffset;
    }

    public Reason reason() {
        return reason;
    }

    /** Offset in bytes from which the file could not be read. */
    public long byteOffset() {
        return byteOffset;
    }
}
