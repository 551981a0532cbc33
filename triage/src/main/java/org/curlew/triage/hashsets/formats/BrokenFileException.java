package org.curlew.triage.hashsets.formats;

import java.io.IOException;

/** A file that is cut short, or stops being what it began as; nothing from it may be used as if it were whole. */
public final class BrokenFileException extends IOException {

    public BrokenFileException(String message) {
        super(message);
    }

    public BrokenFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
