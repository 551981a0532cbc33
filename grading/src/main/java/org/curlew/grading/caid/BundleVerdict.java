package org.curlew.grading.caid;

import java.time.Instant;

/**
 * What the offline check of a bundle found; the first thing wrong ends it.
 *
 * @param message one line for people
 * @param signer subject of the certificate that signed, "" where unknown
 * @param signedAt the time the signer states, null where unknown
 * @param facts the text of {@code bundle.json}, "" where it could not be read
 * @param files files checked
 */
public record BundleVerdict(Status status, String message, String signer, Instant signedAt, String facts, long files) {

    /** Each way in which a bundle can fail has a name of its own. */
    public enum Status {
        SOUND,
        NOT_A_BUNDLE,
        SEALED,
        UNSIGNED,
        WRONG_KEY,
        EXPIRED_CERTIFICATE,
        TIME_STAMP_WRONG,
        LIST_ALTERED,
        FILE_ALTERED,
        FILES_SWAPPED,
        FILE_MISSING,
        FILE_FOREIGN,
        ORDER_ALTERED
    }

    public boolean sound() {
        return status == Status.SOUND;
    }

    /** 0 sound, 4 not. */
    public int exitCode() {
        return sound() ? 0 : 4;
    }
}
