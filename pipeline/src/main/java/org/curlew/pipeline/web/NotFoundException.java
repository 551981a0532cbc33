package org.curlew.pipeline.web;

/** There is no such thing; the message says so to the person. */
public class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(message);
    }
}
