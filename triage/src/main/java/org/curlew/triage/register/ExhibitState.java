package org.curlew.triage.register;

/** Where an exhibit stands on its way (architecture: the way of a device). */
public enum ExhibitState {
    BOOKED_IN,
    QUEUED,
    ADMITTED,
    HELD_FOR_STORAGE,
    VERIFIED,
    VERIFY_FAILED,
    EXTRACTED,
    PARTIAL,
    MATCHED,
    TRIAGED,
    GRADING,
    GRADED,
    RELEASED,
    UPLOADED,
    CLOSED,
    QUARANTINED,
    FAILED
}
