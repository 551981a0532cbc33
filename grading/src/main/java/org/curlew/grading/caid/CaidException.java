package org.curlew.grading.caid;

import java.util.List;

/** A refused release, bundle or upload act; the message says what, where and what to do, in one line. */
public class CaidException extends RuntimeException {

    private final List<String> reasons;

    public CaidException(String message) {
        this(message, List.of(message));
    }

    public CaidException(String message, List<String> reasons) {
        super(message);
        this.reasons = List.copyOf(reasons);
    }

    public CaidException(String message, Throwable cause) {
        super(message, cause);
        this.reasons = List.of(message);
    }

    /** Every reason, where there is more than one. */
    public List<String> reasons() {
        return reasons;
    }
}
