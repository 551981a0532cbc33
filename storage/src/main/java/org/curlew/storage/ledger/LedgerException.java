package org.curlew.storage.ledger;

/** The ledger cannot be signed, exported or read; the message is one line: what, where and what to do. */
public final class LedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LedgerException(String message) {
        super(message);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
