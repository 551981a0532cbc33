package org.curlew.storage.ledger;

/** A time-stamping authority (RFC 3161): proves that bytes existed at a time that the force does not control. */
public interface TimeStamper {

    /** The DER of a time-stamp token over the SHA-256 of the bytes. */
    byte[] stamp(byte[] bytes);
}
