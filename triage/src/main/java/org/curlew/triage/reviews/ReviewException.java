package org.curlew.triage.reviews;

/** A review, audit or recommendation that is refused; the message says which part and what to do. */
public class ReviewException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ReviewException(String message) {
        super(message);
    }
}
