package org.curlew.storage.ledger;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves committed acts into the chain. An advisory lock of the database lets one chainer work at a time, in whichever
 * process; a batch is one transaction, so a crash leaves an act either waiting or chained, never both and never
 * neither.
 */
public final class LedgerChainer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerChainer.class);

    /** Any number that nothing else locks. */
    private static final long LOCK = 0x6c65646765720001L;

    private static final int BATCH = 2_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private ScheduledExecutorService timer;

    public LedgerChainer(JdbcTemplate jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Chains what is committed every so often, on a thread of its own, until {@link #close()}. */
    public synchronized void start(Duration period) {
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("ledger-chainer").factory());
            timer.scheduleWithFixedDelay(this::turn, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void turn() {
        try {
            chain();
        } catch (RuntimeException e) {
            // the acts wait in the database and the next turn takes them
            LOG.warn("Acts wait to be chained: {}", e.getMessage());
        }
    }

    /**
     * Chains every act that was committed before the call.
     *
     * @return how many acts this call chained
     */
    public long chain() {
        long all = 0;
        int moved;
        do {
            moved = transactions.execute(status -> batch());
            all += moved;
        } while (moved == BATCH);
        return all;
    }

    private int batch() {
        jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
        List<ChainedEntry> last = jdbc.query("""
                select number, at, actor, kind, act, subjects, details, hash as previous
                from ledger_entry order by number desc limit 1
                """, (row, n) -> read(row, row.getLong("number")));
        long number = last.isEmpty() ? 0 : last.getFirst().number();
        byte[] previous =
                last.isEmpty() ? ChainedEntry.BEFORE_THE_FIRST : last.getFirst().previous();
        List<ChainedEntry> taken = jdbc.query("""
                with taken as (
                    delete from ledger_pending
                    where id in (select id from ledger_pending order by id limit ?)
                    returning *
                )
                select *, null::bytea as previous from taken order by id
                """, (row, n) -> read(row, 0), BATCH);
        List<Object[]> rows = new ArrayList<>(taken.size());
        for (ChainedEntry act : taken) {
            ChainedEntry entry = new ChainedEntry(
                    ++number, act.at(), act.actor(), act.kind(), act.act(), act.subjects(), act.details(), previous);
            previous = entry.hash();
            rows.add(new Object[] {
                entry.number(),
                act.at().atOffset(ZoneOffset.UTC),
                entry.actor(),
                entry.kind(),
                entry.act(),
                entry.subjects().toArray(String[]::new),
                entry.details(),
                entry.previous(),
                previous
            });
        }
        jdbc.batchUpdate("""
                insert into ledger_entry (number, at, actor, kind, act, subjects, details, previous, hash)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, rows);
        return rows.size();
    }

    /** An entry from a row; {@code at} has the database's precision, microseconds. */
    static ChainedEntry read(ResultSet row, long number) throws SQLException {
        Array subjects = row.getArray("subjects");
        return new ChainedEntry(
                number,
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("kind"),
                row.getString("act"),
                List.of((String[]) subjects.getArray()),
                row.getString("details"),
                row.getBytes("previous"));
    }

    /** Ends the thread after its turn; what is committed later waits for the next start. */
    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.close();
            timer = null;
        }
    }
}
