package org.curlew.pipeline.extraction.archives;

import java.io.IOException;

/** Why an archive or a member of it is not opened, with the kind the certificate lists it under. */
public final class ArchiveException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Kinds of gaps. */
    public enum Kind {
        ENCRYPTED_ARCHIVE,
        ARCHIVE_LIMIT,
        BROKEN_ARCHIVE
    }

    private final Kind kind;

    public ArchiveException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ArchiveException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
