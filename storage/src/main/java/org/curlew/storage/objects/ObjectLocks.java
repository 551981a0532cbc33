package org.curlew.storage.objects;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a server with object lock keeps against everybody, its own administrators included. Where the server or the
 * bucket cannot do it, every change is refused with {@link ObjectStoreException.Kind#UNSUPPORTED}: a lock is never
 * pretended.
 */
public interface ObjectLocks {

    /**
     * What the server said it can do with this bucket.
     *
     * @param versioning an overwritten or deleted object keeps its older versions
     * @param lock retention periods and legal holds can be set
     */
    record Offered(boolean versioning, boolean lock) {}

    Offered offered();

    /** Turns versioning on for the bucket. */
    void enableVersioning();

    /**
     * Keeps this version until then.
     *
     * @param compliance nobody can shorten it; otherwise an account with the right to do so can
     */
    void retainUntil(String key, Instant until, boolean compliance);

    /** Until when the newest version is kept; empty when it is not. */
    Optional<Instant> retainedUntil(String key);

    /** Sets or lifts the legal hold on the newest version; it has no end of its own. */
    void hold(String key, boolean on);

    boolean held(String key);

    /** A version of an object; the newest first. */
    record Version(String id, Instant modified, long size, boolean newest, boolean deleteMarker) {}

    List<Version> versions(String key);
}
