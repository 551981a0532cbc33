package org.curlew.triage.register;

/** An entry the register refuses; the message names kind, field, what is wrong and what to do. */
public class RegisterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RegisterException(String message) {
        super(message);
    }
}
