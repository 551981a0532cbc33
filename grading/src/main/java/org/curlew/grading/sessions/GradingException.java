package org.curlew.grading.sessions;

/** A refused act of grading; the message says what, where and what to do, in one line. */
public class GradingException extends RuntimeException {

    public GradingException(String message) {
        super(message);
    }
}
