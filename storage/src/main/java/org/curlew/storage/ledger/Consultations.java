package org.curlew.storage.ledger;

import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records that somebody looked: pages, thumbnails, searches. A page of 200 pictures is one entry that lists them.
 *
 * <p>The Data Protection Act 2018 s.62 wants consultations logged; the justification was taken out by the Data (Use and
 * Access) Act 2025 s.82, whose commencement a force must confirm, so asking for it is a switch.
 */
public final class Consultations {

    /** More would make one entry dear to chain and to export; a longer list is several entries of one act. */
    private static final int MOST_ITEMS = 1_000;

    private final Ledger ledger;
    private final TransactionTemplate transactions;
    private final boolean justificationNeeded;

    public Consultations(Ledger ledger, TransactionTemplate transactions, boolean justificationNeeded) {
        this.ledger = ledger;
        this.transactions = transactions;
        this.justificationNeeded = justificationNeeded;
    }

    /** Whether a page must ask why. */
    public boolean justificationNeeded() {
        return justificationNeeded;
    }

    /**
     * Records one look, in a transaction of its own or in the caller's.
     *
     * @param kind what was looked at, in capitals: {@code GALLERY_PAGE_VIEWED}
     * @param subjects the case and the exhibit
     * @param items what was shown, for example digests of pictures; may be empty
     * @param justification null or blank where none was given
     * @throws LedgerException where a justification is needed and was not given; nothing must be shown then
     */
    public void viewed(String actor, String kind, List<String> subjects, List<String> items, String justification) {
        viewed(actor, kind, null, subjects, items, justification);
    }

    /** As above, with what was looked at in words; null where the kind says it. */
    public void viewed(
            String actor, String kind, String what, List<String> subjects, List<String> items, String justification) {
        boolean given = justification != null && !justification.isBlank();
        if (justificationNeeded && !given) {
            throw new LedgerException("Say why " + kind + " is needed: this force records a justification"
                    + " (curlew.ledger.justification)");
        }
        transactions.executeWithoutResult(status -> {
            int from = 0;
            do {
                int to = Math.min(items.size(), from + MOST_ITEMS);
                LedgerEntry entry = LedgerEntry.of(actor, kind, ProcessingAct.CONSULTATION);
                for (String subject : subjects) {
                    entry = entry.about(subject);
                }
                if (what != null) {
                    entry = entry.with("what", what);
                }
                if (!items.isEmpty()) {
                    entry = entry.with("items", items.subList(from, to)).with("count", to - from);
                }
                ledger.append(given ? entry.with("justification", justification.strip()) : entry);
                from = to;
            } while (from < items.size());
        });
    }

    /** Records a search: what was asked and how much was found. */
    public void searched(String actor, String question, long found, String justification) {
        LedgerEntry entry = LedgerEntry.of(actor, "SEARCHED", ProcessingAct.CONSULTATION)
                .with("question", question)
                .with("found", found);
        if (justificationNeeded && (justification == null || justification.isBlank())) {
            throw new LedgerException(
                    "Say why this search is needed: this force records a justification (curlew.ledger.justification)");
        }
        boolean given = justification != null && !justification.isBlank();
        transactions.executeWithoutResult(
                status -> ledger.append(given ? entry.with("justification", justification.strip()) : entry));
    }
}
