package org.curlew.storage.retention;

/** How a case stands. */
public enum CaseOutcome {
    OPEN,
    NO_FURTHER_ACTION,
    DISCONTINUED,
    ACQUITTED,
    OUT_OF_COURT,
    CONVICTED_CUSTODY,
    CONVICTED_OTHER
}
