package org.curlew.storage.ledger;

/** The six kinds of processing that section 62 of the Data Protection Act 2018 wants logged, and none of them. */
public enum ProcessingAct {
    COLLECTION,
    ALTERATION,
    CONSULTATION,
    DISCLOSURE,
    COMBINATION,
    ERASURE,
    /** An act of the machine that touches no personal data, for example a checkpoint of the store. */
    NONE
}
