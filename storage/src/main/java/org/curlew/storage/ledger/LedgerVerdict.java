package org.curlew.storage.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What the check of an export found.
 *
 * @param entries how many entries were sound, up to the first bad one
 * @param checkpoints how many signed checkpoints agreed with them
 * @param signedAt time of the last checkpoint that agreed; null when there is none
 */
public record LedgerVerdict(long entries, long checkpoints, Instant signedAt, Optional<Fault> fault) {

    /** What is wrong first. */
    public enum Kind {
        /** The content of an entry does not give its hash, or it is no entry at all. */
        CHANGED,
        /** A number is left out. */
        MISSING,
        /** A number comes again, or an entry does not carry the hash of the one before. */
        NOT_LINKED,
        /** The chain is whole in itself but is not the one that was signed. */
        REWRITTEN,
        /** A signed checkpoint knows more entries than there are. */
        TRUNCATED,
        /** Entries come after the last signed checkpoint. */
        UNSIGNED,
        /** A checkpoint is not signed with the key of the certificate, or does not follow the one before. */
        CHECKPOINT
    }

    /**
     * @param entry number of the first bad entry; of the checkpoint for {@link Kind#CHECKPOINT}
     * @param message one line for a person
     */
    public record Fault(Kind kind, long entry, String message) {}

    public boolean sound() {
        return fault.isEmpty();
    }
}
