package org.curlew.triage.vics;

/** What a VICS file holds, told by the tail of its context URL. */
public enum VicsKind {
    /** {@code #Cases}: cases with their media; what forensic tools export and upload. */
    CASES,
    /** {@code #Media}: media rows only; what a national portal hands out as a hash set. */
    MEDIA,
    /** No context, or an unknown one; each row is then told by its own fields. */
    UNKNOWN
}
