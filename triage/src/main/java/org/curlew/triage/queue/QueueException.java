package org.curlew.triage.queue;

/** A decision about the queue that is refused; the message says what, why and what to do. */
public class QueueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public QueueException(String message) {
        super(message);
    }
}
