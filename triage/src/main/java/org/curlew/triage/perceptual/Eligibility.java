package org.curlew.triage.perceptual;

/** Whether a picture can be compared with others by its PDQ. What is not compared is told apart from what matched nothing. */
public enum Eligibility {
    MATCHABLE("comparable"),
    LOW_QUALITY("too little structure for PDQ (quality below " + PdqResult.LEAST_QUALITY + ")"),
    IRREGULAR("flat or regular picture: its PDQ is rounding noise (not 128 bits set)");

    private final String reason;

    Eligibility(String reason) {
        this.reason = reason;
    }

    /** One line for the record. */
    public String reason() {
        return reason;
    }
}
