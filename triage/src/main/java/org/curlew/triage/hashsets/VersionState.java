package org.curlew.triage.hashsets;

/** What may be done with a version of a set. */
public enum VersionState {
    /** Being imported, or the machine stopped while it was. Never used. */
    IMPORTING,
    /** Whole, but smaller than the one before or under another scheme: a second person must agree before it is used. */
    HELD,
    /** Whole and usable; the highest such version of a set is the one in use. */
    COMPLETE,
    /** Cut short, a part missing, too many broken rows. Never used. */
    INCOMPLETE,
    /** Taken out of use by a person. */
    RETIRED
}
