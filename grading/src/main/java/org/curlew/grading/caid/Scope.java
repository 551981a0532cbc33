package org.curlew.grading.caid;

/** What of a case goes. */
public enum Scope {
    /** Every content of an exportable class, sent before or not. */
    EVERYTHING,
    /** What was in no bundle yet: material graded since. */
    UNSENT,
    /** What CAID rejected, which goes out again alone. */
    REJECTED
}
