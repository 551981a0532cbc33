package org.curlew.grading.vics;

/** A VICS file that cannot or may not be written; the message says what, where and what to do, in one line. */
public class VicsRefusedException extends RuntimeException {

    public VicsRefusedException(String message) {
        super(message);
    }
}
