package org.curlew.storage.ledger;

import java.security.cert.X509Certificate;

/** Signs with the force's key. */
public interface LedgerSigner {

    /** CMS SignedData over the content, detached, DER. */
    byte[] sign(byte[] content);

    /** The certificate a court's expert checks the signature with. */
    X509Certificate certificate();
}
