package org.curlew.triage.rules;

/**
 * How well a rule is founded, kept on each row and shown beside it: what is judgement or recalled is never presented as
 * law or as CPS or NPCC policy.
 */
public enum Mark {
    /** A primary source states it: statute, gov.uk, CPS, inspectorate, IOPC, College. */
    PRIMARY,
    /** A secondary source reports it. */
    SECONDARY,
    /** Recalled, not confirmed. */
    RECALLED,
    /** Our judgement, not published practice. */
    JUDGEMENT
}
