package org.curlew.storage.packs;

import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes media out of the store for good: first their rows, in the transaction of whoever decided it; then
 * {@link PackCompaction} rewrites the packs they lie in, and only after that are their bytes gone.
 */
public final class PackErasure {

    /** Held alone while rows are taken out, shared for a moment by each writer that ends. Any number of its own. */
    private static final long LOCK = 0x7061636b65720001L;

    private final JdbcTemplate jdbc;

    public PackErasure(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Waits for erasures and ending writers, and keeps them out until the transaction ends. To be called before it is
     * decided which media nobody else holds: what is recorded before a writer ends is then seen by that decision.
     */
    public void begin() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Media are erased inside the transaction that decided it");
        }
        jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
    }

    /**
     * Takes these out; call {@link #begin} before.
     *
     * @param reason the disposal it belongs to
     * @return bytes of each media that was stored, by its digest (lower-case hex)
     */
    public Map<String, Long> erase(Collection<String> sha256s, String reason) {
        byte[][] digests = sha256s.stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
        Map<String, Long> erased = new LinkedHashMap<>();
        jdbc.query(
                "delete from pack_item where sha256 = any (?) returning sha256, length",
                row -> {
                    erased.put(HexFormat.of().formatHex(row.getBytes(1)), row.getLong(2));
                },
                (Object) digests);
        jdbc.update(
                "insert into pack_erasure (reason, items, bytes) values (?, ?, ?)",
                reason,
                erased.size(),
                erased.values().stream().mapToLong(Long::longValue).sum());
        return erased;
    }

    /** The newest erasure's number; 0 before the first. */
    static long newest(JdbcTemplate jdbc) {
        return jdbc.queryForObject("select coalesce(max(id), 0) from pack_erasure", Long.class);
    }

    /** To be called in a transaction: true when nothing was erased since. */
    static boolean noneSince(JdbcTemplate jdbc, long newest) {
        jdbc.query("select pg_advisory_xact_lock_shared(?)", row -> {}, LOCK);
        return newest(jdbc) == newest;
    }
}
