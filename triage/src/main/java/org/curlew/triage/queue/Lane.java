package org.curlew.triage.queue;

/** Lanes that run beside the bands. */
public enum Lane {
    MAIN(""),
    /** P0-T: bounded triage while the suspect is in custody; the gates still set the band of the full examination. */
    CUSTODY("custody triage lane"),
    /** A complainant's own device: minimum extraction, quickly returned. */
    RETURN_FAST("return-fast lane");

    private final String words;

    Lane(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
