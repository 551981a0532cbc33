package org.curlew.triage.rules;

/** A rule file that was refused: the message names file, row and field, and what stays in force. */
public class RuleFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RuleFileException(String message) {
        super(message);
    }

    public RuleFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
