package org.curlew.triage.vics;

/** Receives a VICS file as it is read, in the file's order. Whatever it throws ends the reading. */
public interface VicsHandler {

    /** The file's head: once, before anything else; corrected by a second call where the context comes after the rows. */
    default void header(VicsHeader header) {}

    /** A media row with at least one usable digest. */
    void media(VicsMedia media, VicsPosition position);

    /**
     * A media row in which everything stands as the model writes it, given instead of {@link #media} by a reader of digests; a consumer
     * for which speed counts takes its bytes.
     */
    default void plain(PlainRow row, VicsPosition position) {
        media(row.media(), position);
    }

    /**
     * A case, at its end: in version 1.3 the case's own fields stand after its media. The media rows of case {@code i} are those
     * delivered with {@code caseIndex} {@code i}.
     */
    default void caseObject(VicsCase caseObject, VicsPosition position) {}

    default void finding(VicsFinding finding) {}

    /** Kinds a consumer does not want cost nothing; a file can have one for every field. */
    default boolean wants(VicsFinding.Kind kind) {
        return true;
    }
}
