package org.curlew.storage.retention;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A disposal and how far it has come.
 *
 * @param keptForOthers media that were left because they were found on another exhibit that is kept
 * @param waitsFor why it could not go on; null where nothing stands in its way
 * @param certificate canonical JSON; null until everything is gone
 */
public record Disposal(
        long id,
        long itemId,
        State state,
        String rule,
        String ruleVersion,
        LocalDate dueOn,
        String reason,
        String proposedBy,
        Instant proposedAt,
        String decidedBy,
        Instant decidedAt,
        Instant erasedAt,
        long media,
        long bytes,
        long keptForOthers,
        String waitsFor,
        Instant doneAt,
        String certificate) {

    public enum State {
        PROPOSED,
        REFUSED,
        APPROVED,
        /** Nothing of it can be read any more; its bytes are being taken out of the store. */
        ERASED,
        /** The bytes are gone and the certificate is signed. */
        DONE
    }
}
