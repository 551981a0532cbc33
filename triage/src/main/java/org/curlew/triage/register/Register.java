package org.curlew.triage.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.curlew.storage.ledger.ProcessingAct;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps every entry as versions. An edit never overwrites: it adds a version with author and reason, and the register
 * as of any past instant can be shown.
 */
@Service
public class Register {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final ActLog acts;

    public Register(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events, ActLog acts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
        this.acts = acts;
    }

    /** Which entries to list; null leaves a link open. */
    public record Filter(Long caseId, Long personId, Long childId, Long exhibitId) {
        public static final Filter ALL = new Filter(null, null, null, null);

        public static Filter ofCase(long id) {
            return new Filter(id, null, null, null);
        }

        public static Filter ofPerson(long id) {
            return new Filter(null, id, null, null);
        }

        public static Filter ofChild(long id) {
            return new Filter(null, null, id, null);
        }

        public static Filter ofExhibit(long id) {
            return new Filter(null, null, null, id);
        }
    }

    /** Records a new entry as version 1. */
    @Transactional
    public <T extends Entry> Versioned<T> add(T entry, String author, String reason) {
        long id = jdbc.sql("select nextval('register_entry_id')")
                .query(Long.class)
                .single();
        return write(id, 1, entry, clock.instant(), author, reason, false);
    }

    /**
     * Adds a version.
     *
     * @param expected the version the author saw; a newer one means that someone else edited meanwhile
     */
    @Transactional
    public <T extends Entry> Versioned<T> edit(long id, int expected, T entry, String author, String reason) {
        Instant created = close(id, expected, kind(entry.getClass()));
        return write(id, expected + 1, entry, created, author, reason, false);
    }

    /** Marks an entry as recorded in error: it stays readable and counts for nothing from now on. */
    @Transactional
    public <T extends Entry> Versioned<T> withdraw(Class<T> kind, long id, int expected, String author, String reason) {
        Versioned<T> last = find(kind, id).orElseThrow(() -> missing(kind(kind), id));
        Instant created = close(id, expected, kind(kind));
        return write(id, expected + 1, last.entry(), created, author, reason, true);
    }

    /** The entry as it stands. */
    public <T extends Entry> Optional<Versioned<T>> find(Class<T> kind, long id) {
        return jdbc.sql("""
                        select * from register_version
                        where entry_id = ? and kind = ? and superseded_at is null
                        """)
                .params(id, kind(kind))
                .query((row, n) -> row(row, kind))
                .optional();
    }

    /** The entry with an outside reference, as it stands. */
    public <T extends Entry> Optional<Versioned<T>> find(Class<T> kind, String reference) {
        return jdbc.sql("""
                        select * from register_version
                        where kind = ? and reference = ? and superseded_at is null and not withdrawn
                        """)
                .params(kind(kind), reference)
                .query((row, n) -> row(row, kind))
                .optional();
    }

    /** Entries of a kind as they stand, oldest first; withdrawn ones left out. */
    public <T extends Entry> List<Versioned<T>> list(Class<T> kind, Filter filter) {
        return select(kind, filter, "superseded_at is null", List.of());
    }

    /** Entries of a kind as the register showed them at the instant. */
    public <T extends Entry> List<Versioned<T>> list(Class<T> kind, Filter filter, Instant asOf) {
        return select(
                kind,
                filter,
                "recorded_at <= ? and (superseded_at is null or superseded_at > ?)",
                List.of(Times.utc(asOf), Times.utc(asOf)));
    }

    /** Every version of an entry, oldest first. */
    public <T extends Entry> List<Versioned<T>> versions(Class<T> kind, long id) {
        return jdbc.sql("select * from register_version where entry_id = ? and kind = ? order by version")
                .params(id, kind(kind))
                .query((row, n) -> row(row, kind))
                .list();
    }

    private <T extends Entry> List<Versioned<T>> select(Class<T> kind, Filter filter, String when, List<?> instants) {
        StringBuilder where = new StringBuilder("kind = ? and not withdrawn and ").append(when);
        var params = new java.util.ArrayList<Object>();
        params.add(kind(kind));
        params.addAll(instants);
        link(where, params, "case_id", filter.caseId());
        link(where, params, "person_id", filter.personId());
        link(where, params, "child_id", filter.childId());
        link(where, params, "exhibit_id", filter.exhibitId());
        return jdbc.sql("select * from register_version where " + where + " order by entry_id")
                .params(params)
                .query((row, n) -> row(row, kind))
                .list();
    }

    private static void link(StringBuilder where, List<Object> params, String column, Long value) {
        if (value != null) {
            where.append(" and ").append(column).append(" = ?");
            params.add(value);
        }
    }

    /** Closes the open version; gives the time of the first one. */
    private Instant close(long id, int expected, String kind) {
        Instant now = clock.instant();
        Instant last = jdbc.sql("select recorded_at from register_version where entry_id = ? and superseded_at is null")
                .param(id)
                .query((row, n) -> Times.instant(row, "recorded_at"))
                .optional()
                .orElseThrow(() -> missing(kind, id));
        if (now.isBefore(last)) {
            throw new RegisterException(kind + " " + id + ": the clock shows " + now + ", before the last version's "
                    + last + "; check the server's time before anything more is recorded");
        }
        int closed = jdbc.sql("""
                        update register_version set superseded_at = ?
                        where entry_id = ? and version = ? and kind = ? and superseded_at is null
                        """).params(Times.utc(now), id, expected, kind).update();
        if (closed == 0) {
            throw new RegisterException(
                    kind + " " + id,
                    "version",
                    expected + " is not the last; someone edited meanwhile. Read it again and repeat the change");
        }
        return jdbc.sql("select created_at from register_version where entry_id = ? and version = 1")
                .param(id)
                .query((row, n) -> Times.instant(row, "created_at"))
                .single();
    }

    private <T extends Entry> Versioned<T> write(
            long id, int version, T entry, Instant created, String author, String reason, boolean withdrawn) {
        String kind = kind(entry.getClass());
        List<Entry.Problem> problems = entry.problems();
        if (problems.isEmpty()) {
            problems = entry.problemsAt(clock.instant());
        }
        if (!problems.isEmpty()) {
            throw new RegisterException(kind, problems);
        }
        if (author == null || author.isBlank() || reason == null || reason.isBlank()) {
            throw new RegisterException(kind, "reason", "every version has an author and a reason");
        }
        Entry.Links links = entry.links();
        Instant now = clock.instant();
        String body = Json.write(entry);
        try {
            jdbc.sql("""
                            insert into register_version (entry_id, version, kind, reference, case_id, person_id, child_id,
                                                          exhibit_id, created_at, recorded_at, author, reason, withdrawn,
                                                          body)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                            """)
                    .params(
                            id,
                            version,
                            kind,
                            entry.reference(),
                            links.caseId(),
                            links.personId(),
                            links.childId(),
                            links.exhibitId(),
                            Times.utc(version == 1 ? now : created),
                            Times.utc(now),
                            author,
                            reason,
                            withdrawn,
                            body)
                    .update();
        } catch (DuplicateKeyException e) {
            boolean sameInstant = kind.equals("ReleaseStatus")
                    && String.valueOf(e.getMessage()).contains("register_release_instant");
            throw sameInstant
                    ? new RegisterException(
                            kind, "at", "the suspect already has a release status at this instant; edit that one")
                    : new RegisterException(
                            kind, "reference", entry.reference() + " is already recorded; edit that one");
        }
        log(id, version, entry, body, author, reason, withdrawn);
        events.publishEvent(new RegisterChanged(kind, id, links, entry, reason));
        return new Versioned<>(id, version, entry, created, now, author, reason, withdrawn);
    }

    /** The body is named by its digest alone: the ledger proves what was written without holding it. */
    private void log(long id, int version, Entry entry, String body, String author, String reason, boolean withdrawn) {
        Entry.Links links = entry instanceof People.Person ? Entry.Links.of(null, id) : entry.links();
        acts.record(
                author,
                withdrawn ? "REGISTER_WITHDRAWN" : version == 1 ? "REGISTER_ADDED" : "REGISTER_EDITED",
                version == 1 ? ProcessingAct.COLLECTION : ProcessingAct.ALTERATION,
                links,
                Map.of(
                        "entry",
                        id,
                        "kind",
                        kind(entry.getClass()),
                        "version",
                        version,
                        "reason",
                        reason,
                        "sha256",
                        Json.digest(body)));
    }

    private static RegisterException missing(String kind, long id) {
        return new RegisterException(kind + " " + id + ": no such entry");
    }

    private static String kind(Class<?> type) {
        return type.getSimpleName();
    }

    private static <T extends Entry> Versioned<T> row(ResultSet row, Class<T> kind) throws SQLException {
        return new Versioned<>(
                row.getLong("entry_id"),
                row.getInt("version"),
                Json.read(row.getString("body"), kind),
                Times.instant(row, "created_at"),
                Times.instant(row, "recorded_at"),
                row.getString("author"),
                row.getString("reason"),
                row.getBoolean("withdrawn"));
    }
}
