package org.curlew.pipeline.security;

/** An act on an account or on access that is refused; the message says what is wrong and what to do, in one line. */
public class AccountException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AccountException(String message) {
        super(message);
    }
}
