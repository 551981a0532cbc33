package org.curlew.triage.queue;

/** Priority bands, most urgent first (practice 3.2). */
public enum Band {
    P0,
    P1,
    P2,
    P3,
    P4;

    /** One band more urgent. */
    public Band up() {
        return values()[Math.max(0, ordinal() - 1)];
    }

    public boolean moreUrgentThan(Band other) {
        return ordinal() < other.ordinal();
    }
}
