package org.curlew.storage.ledger;

import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Records acts. An entry is written in the act's own transaction: it exists if, and only if, the act was committed.
 *
 * <p>Writers do not wait on each other. An act is inserted without a number; {@link LedgerChainer}, alone at a time,
 * moves committed acts into the chain in batches, each with the next number and the hash of the one before. Were the
 * number taken in the act's transaction, every transaction would have to wait for the commit of the one before it (a
 * long one would stop the whole force), and a number taken from a sequence would leave a gap at every roll-back. The
 * price: for the moment between its commit and the chainer's next turn (milliseconds) an act stands outside the chain.
 */
@Service
public class Ledger {

    private final JdbcTemplate jdbc;

    public Ledger(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * Records the act.
     *
     * @throws IllegalStateException outside a transaction: the act and its entry must be committed as one
     */
    public void append(LedgerEntry entry) {
        append(List.of(entry));
    }

    /** Records several acts of one transaction in the given order, in one round trip. */
    public void append(Collection<LedgerEntry> entries) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A ledger entry is appended inside the transaction of its act");
        }
        List<Object[]> rows = entries.stream()
                .map(entry -> new Object[] {
                    entry.actor(),
                    entry.kind(),
                    entry.act().name(),
                    entry.subjects().toArray(String[]::new),
                    CanonicalJson.of(entry.details())
                })
                .toList();
        jdbc.batchUpdate(
                "insert into ledger_pending (actor, kind, act, subjects, details) values (?, ?, ?, ?, ?)", rows);
    }
}
