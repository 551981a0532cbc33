package org.curlew.pipeline.cli;

/** The command is refused (exit 4); the message is the one line on stderr: what, where, what to do. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }

    RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
