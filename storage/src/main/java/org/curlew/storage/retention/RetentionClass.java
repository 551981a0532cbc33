package org.curlew.storage.retention;

/** What is kept, in the three classes that have rules of their own (practice 2.8). */
public enum RetentionClass {
    /** The device's image in our store and the media kept for viewing: what fills the pools. */
    EXTRACTED_DATA,
    /** Digests, notes, grades and reports. */
    CASE_RECORD,
    /** What was sent to the national database, and when. */
    CAID_CONTRIBUTION
}
