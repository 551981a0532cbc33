package org.curlew.storage.packs;

import java.util.List;
import java.util.UUID;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Wraps the packs' keys with the force's current key; the packs themselves are not touched. */
public final class PackRotation {

    private static final int BATCH = 500;

    /** Held alone while keys are wrapped anew, shared by each seal. Any number of its own. */
    private static final long LOCK = 0x7061636b65720002L;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final PackKeys keys;

    public PackRotation(JdbcTemplate jdbc, TransactionTemplate transactions, Ledger ledger, PackKeys keys) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
        this.keys = keys;
    }

    private record Wrapped(UUID id, String keyId, byte[] key) {}

    /**
     * Makes a new key and wraps every pack's key with it; when it has returned, the old key opens nothing any more and
     * its file may be destroyed. When it broke off, {@link #rewrap} goes on.
     *
     * @return how many packs were wrapped anew
     */
    public long rotate(String actor) {
        keys.rotate();
        return rewrap(actor);
    }

    /** Wraps what is not yet wrapped with the current key. */
    public long rewrap(String actor) {
        long all = 0;
        int batch;
        do {
            batch = transactions.execute(status -> batch(actor));
            all += batch;
        } while (batch == BATCH);
        return all;
    }

    /**
     * To be called in the transaction of a seal, before it asks for the current key: a pack that is still being wrapped with the old
     * key is waited for, else it would be overlooked and the old key's file destroyed.
     */
    static void keepOut(JdbcTemplate jdbc) {
        jdbc.query("select pg_advisory_xact_lock_shared(?)", row -> {}, LOCK);
    }

    private int batch(String actor) {
        jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
        String current = keys.currentId();
        List<Wrapped> old = jdbc.query(
                "select id, key_id, wrapped_key from pack where key_id <> ? order by id limit ? for update",
                (row, n) -> new Wrapped(
                        row.getObject("id", UUID.class), row.getString("key_id"), row.getBytes("wrapped_key")),
                current,
                BATCH);
        jdbc.batchUpdate(
                "update pack set wrapped_key = ?, key_id = ? where id = ?",
                old.stream()
                        .map(pack -> new Object[] {
                            keys.wrap(current, keys.unwrap(pack.keyId(), pack.key())), current, pack.id()
                        })
                        .toList());
        if (!old.isEmpty()) {
            ledger.append(LedgerEntry.of(actor, "PACK_KEYS_REWRAPPED", ProcessingAct.NONE)
                    .with("packs", old.size())
                    .with("keyId", current));
        }
        return old.size();
    }
}
