package org.curlew.pipeline.security;

/** There is no case with the number. */
public class NoSuchCaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSuchCaseException(long caseId) {
        super("There is no case with the number " + caseId);
    }
}
