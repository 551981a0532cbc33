package org.curlew.storage.capacity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives out room before work begins. What is free is measured, never only summed up: capacity, less what anybody uses,
 * less what is promised and not yet written.
 */
public final class Pools {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    public Pools(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Adds the pool, or changes the one of that name. */
    public void define(Pool pool) {
        jdbc.sql("""
            insert into pool (name, kind, location, capacity) values (?, ?, ?, ?)
            on conflict (name) do update
            set kind = excluded.kind, location = excluded.location, capacity = excluded.capacity
            """)
                .params(pool.name(), pool.kind().name(), pool.location(), pool.capacity())
                .update();
    }

    public List<Pool> all() {
        return jdbc.sql("select name, kind, location, capacity from pool order by name")
                .query(Pool.class)
                .list();
    }

    /**
     * Measures the file system the pool's folder lies on and records it.
     *
     * @return the state as it is, where nobody can say how full the pool is
     * @throws CapacityException when the folder cannot be measured; the last measurement then still holds
     */
    public PoolState measure(String name) {
        Pool pool = find(name);
        if (pool.immeasurable()) {
            return state(name);
        }
        return record(name, () -> read(pool));
    }

    /** What a pool was found to hold, in bytes: everybody's, not only ours. */
    public record Measured(long used, long capacity) {}

    private static Measured read(Pool pool) {
        try {
            FileStore disk = Files.getFileStore(Path.of(pool.location()));
            long room = disk.getUsableSpace();
            long total = disk.getTotalSpace();
            if (pool.capacity() == null) {
                return new Measured(Math.max(0, total - room), total);
            }
            long capacity = Math.min(pool.capacity(), total);
            // others may leave less room on the disk than our share of it would have
            return new Measured(Math.max(Math.max(0, capacity - room), folderBytes(pool)), capacity);
        } catch (IOException e) {
            throw new CapacityException(
                    "Pool " + pool.name() + " cannot be measured at " + pool.location() + ": " + e.getMessage()
                            + "; check that the folder is there and mounted",
                    e);
        }
    }

    private static long folderBytes(Pool pool) throws IOException {
        try (var files = Files.walk(Path.of(pool.location()))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Records what a server's own metrics or a listing say of a pool that is not a folder here. */
    public PoolState record(String name, long used, long capacity) {
        return record(name, () -> new Measured(used, capacity));
    }

    /**
     * Measures and records. What is written before the measurement begins is in it, and is no longer a promise; what is written meanwhile
     * may not be in it, so that it stays one. Nobody waits for a measurement that takes long.
     */
    public PoolState record(String name, Supplier<Measured> measuring) {
        find(name);
        OffsetDateTime begun = now();
        List<Written> before = jdbc.sql("select id, written from pool_reservation where pool = ? and state = 'HELD'")
                .param(name)
                .query(Written.class)
                .list();
        Measured measured = measuring.get();
        return transactions.execute(status -> {
            for (Written each : before) {
                jdbc.sql("update pool_reservation set counted = greatest(counted, ?) where id = ? and state = 'HELD'")
                        .params(each.written(), each.id())
                        .update();
            }
            jdbc.sql("insert into pool_measure (pool, at, used, capacity) values (?, ?, ?, ?)")
                    .params(name, begun, measured.used(), measured.capacity())
                    .update();
            return state(name);
        });
    }

    private record Written(long id, long written) {}

    /** The pool by its last measurement. */
    public PoolState state(String name) {
        Pool pool = find(name);
        return jdbc.sql("""
            select p.name as pool, coalesce(m.capacity, 0) as capacity, coalesce(m.used, 0) as used,
                   coalesce(r.promised, 0) as reserved, coalesce(r.written, 0) as ours,
                   m.at as measured_at
            from pool p
            left join lateral (
                select * from pool_measure where pool = p.name order by at desc, id desc limit 1
            ) m on cast(? as boolean)
            left join lateral (
                select sum(greatest(bytes - counted, 0)) as promised, sum(counted) as written
                from pool_reservation where pool = p.name and state = 'HELD'
            ) r on true
            where p.name = ?
            """)
                .params(!pool.immeasurable(), name)
                .query((row, n) -> new PoolState(
                        row.getString("pool"),
                        row.getLong("capacity"),
                        row.getLong("used"),
                        row.getLong("reserved"),
                        row.getLong("ours"),
                        Optional.ofNullable(row.getObject("measured_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                                .orElse(null)))
                .single();
    }

    /**
     * Asks for room for one exhibit and one purpose. Asked again, for example after a crash, it gives the same
     * reservation; with more bytes it is raised, when there is room. Requests for one pool wait for each other.
     *
     * @param bytes what the work will write at most, in all
     * @param purpose tells it from what else is held for the exhibit
     */
    public ReservationResult reserve(String pool, long exhibitId, long bytes, String purpose) {
        if (bytes < 0) {
            throw new IllegalArgumentException("Bytes to reserve are not negative: " + bytes);
        }
        return transactions.execute(status -> {
            lock(pool);
            Optional<Held> held = held(pool, exhibitId, purpose);
            long more = Math.max(0, bytes - held.map(Held::bytes).orElse(0L));
            PoolState state = state(pool);
            if ((more > 0 || held.isEmpty()) && !find(pool).immeasurable()) {
                Optional<ReservationResult> refusal = refuse(state, more);
                if (refusal.isPresent()) {
                    return refusal.get();
                }
            }
            if (held.isPresent()) {
                jdbc.sql("update pool_reservation set bytes = bytes + ? where id = ?")
                        .params(more, held.get().id())
                        .update();
                return new ReservationResult.Granted(held.get().id(), held.get().bytes() + more, true);
            }
            long id = jdbc.sql("""
                insert into pool_reservation (pool, exhibit_id, purpose, bytes, asked, reserved_at)
                values (?, ?, ?, ?, ?, ?) returning id
                """)
                    .params(pool, exhibitId, purpose, bytes, bytes, now())
                    .query(Long.class)
                    .single();
            return new ReservationResult.Granted(id, bytes, false);
        });
    }

    private static Optional<ReservationResult> refuse(PoolState state, long needed) {
        if (state.measuredAt() == null) {
            return Optional.of(new ReservationResult.Refused(
                    state.pool(),
                    needed,
                    0,
                    "Pool " + state.pool() + " was never measured, so nothing is given out; measure it first"));
        }
        if (needed > state.free()) {
            return Optional.of(new ReservationResult.Refused(
                    state.pool(),
                    needed,
                    state.free(),
                    "Pool " + state.pool() + " has " + ByteSizes.text(state.free()) + " free of "
                            + ByteSizes.text(state.capacity()) + ", " + ByteSizes.text(needed) + " are needed: "
                            + ByteSizes.text(needed - state.free()) + " are missing"));
        }
        return Optional.empty();
    }

    /** Tells how much of a reservation is written; it counts as use, and not as a promise, from the next measurement. */
    public void written(long reservation, long bytes) {
        jdbc.sql("update pool_reservation set written = ? where id = ? and state = 'HELD'")
                .params(bytes, reservation)
                .update();
    }

    /**
     * Gives the room back.
     *
     * @return true for the one call that did it, false for every later one
     */
    public boolean release(long reservation, String reason) {
        return jdbc.sql("""
            update pool_reservation set state = 'RELEASED', ended_at = ?, reason = ?
            where id = ? and state = 'HELD'
            """).params(now(), reason, reservation).update() == 1;
    }

    /**
     * A reservation that is still held.
     *
     * @param asked bytes as they were asked for at first, before it was raised
     */
    public record Held(long id, String pool, long exhibitId, String purpose, long bytes, long asked, long written) {}

    /** Everything held for an exhibit, for a stage that resumes or is given up. */
    public List<Held> held(long exhibitId) {
        return jdbc.sql("""
            select id, pool, exhibit_id, purpose, bytes, coalesce(asked, bytes) as asked, written from pool_reservation
            where exhibit_id = ? and state = 'HELD' order by id
            """).param(exhibitId).query(Held.class).list();
    }

    /** What an exhibit's work holds in a pool and has not yet written. */
    public record Promised(long exhibitId, long bytes) {}

    /** Who holds promised room in the pool, the most first. */
    public List<Promised> promised(String pool) {
        return jdbc.sql("""
            select exhibit_id, sum(greatest(bytes - written, 0)) as bytes from pool_reservation
            where pool = ? and state = 'HELD' group by exhibit_id
            having sum(greatest(bytes - written, 0)) > 0 order by bytes desc, exhibit_id
            """).param(pool).query(Promised.class).list();
    }

    /**
     * Gives back what a crash left: reservations of exhibits that nothing works on.
     *
     * @param working every exhibit that has unfinished work
     * @param age younger ones stay: their work may have begun after {@code working} was asked for
     * @return how many were released
     */
    public int releaseAbandoned(Collection<Long> working, Duration age) {
        return jdbc.sql("""
            update pool_reservation set state = 'RELEASED', ended_at = ?, reason = 'nothing works on the exhibit'
            where state = 'HELD' and exhibit_id <> all (?) and reserved_at <= ?
            """)
                .params(now(), working.toArray(Long[]::new), now().minus(age))
                .update();
    }

    private Optional<Held> held(String pool, long exhibitId, String purpose) {
        return held(exhibitId).stream()
                .filter(each -> each.pool().equals(pool) && each.purpose().equals(purpose))
                .findFirst();
    }

    Pool find(String name) {
        return jdbc.sql("select name, kind, location, capacity from pool where name = ?")
                .param(name)
                .query(Pool.class)
                .optional()
                .orElseThrow(() -> new CapacityException("There is no pool " + name + "; define it first"));
    }

    private void lock(String name) {
        find(name);
        jdbc.sql("select name from pool where name = ? for update")
                .param(name)
                .query(String.class)
                .single();
    }

    private OffsetDateTime now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.atOffset(ZoneOffset.UTC);
    }
}
