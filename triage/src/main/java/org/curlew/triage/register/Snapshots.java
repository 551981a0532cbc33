package org.curlew.triage.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Loads many cases' entries in one statement. */
@Service
public class Snapshots {

    /** Rows whose text is in memory at once while it is read. */
    private static final int ROWS = 2000;

    /** A row before its text is read. */
    private record Raw(
            long id,
            int version,
            Class<? extends Entry> kind,
            String body,
            Instant createdAt,
            Instant recordedAt,
            String author,
            String reason) {

        Versioned<Entry> entry() {
            return new Versioned<>(id, version, Json.read(body, kind), createdAt, recordedAt, author, reason, false);
        }
    }

    private final JdbcClient jdbc;

    public Snapshots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Entries of the kinds, as of the instant (null: as they stand).
     *
     * @param cases the cases, their people, their people's children and their exhibits; null for everything
     */
    public Snapshot load(Collection<Class<? extends Entry>> kinds, Collection<Long> cases, Instant asOf) {
        String[] names = kinds.stream().map(Class::getSimpleName).toArray(String[]::new);
        Snapshot snapshot = new Snapshot();
        read(cases == null ? everything(names, asOf) : some(names, cases.toArray(Long[]::new), asOf), kinds, snapshot);
        return snapshot;
    }

    /** Adds entries of the kinds, as they stand, that belong to no case, and the people they are about. */
    public void loadWithoutCase(Collection<Class<? extends Entry>> kinds, Snapshot into) {
        List<Class<? extends Entry>> withPeople = new ArrayList<>(kinds);
        withPeople.add(People.Person.class);
        read(
                jdbc.sql("""
                        with loose as (
                            select * from register_version
                            where kind = any(:kinds) and case_id is null and superseded_at is null and not withdrawn)
                        select * from loose
                        union all
                        select * from register_version
                        where kind = 'Person' and superseded_at is null and not withdrawn
                          and entry_id in (select person_id from loose)
                        order by entry_id
                        """)
                        .param("kinds", kinds.stream().map(Class::getSimpleName).toArray(String[]::new)),
                withPeople,
                into);
    }

    /** Reading the text is most of the work, so that it is spread over the processors; the order stays. */
    private static void read(
            JdbcClient.StatementSpec statement, Collection<Class<? extends Entry>> kinds, Snapshot into) {
        Map<String, Class<? extends Entry>> byName =
                kinds.stream().collect(Collectors.toMap(Class::getSimpleName, Function.identity()));
        List<Raw> rows = new ArrayList<>();
        statement.query(row -> {
            rows.add(new Raw(
                    row.getLong("entry_id"),
                    row.getInt("version"),
                    byName.get(row.getString("kind")),
                    row.getString("body"),
                    Times.instant(row, "created_at"),
                    Times.instant(row, "recorded_at"),
                    row.getString("author"),
                    row.getString("reason")));
            if (rows.size() == ROWS) {
                add(rows, into);
            }
        });
        add(rows, into);
    }

    private static void add(List<Raw> rows, Snapshot into) {
        rows.parallelStream().map(Raw::entry).toList().forEach(into::add);
        rows.clear();
    }

    /** What {@link #read} looks at: the rest of a row is not sent. */
    private static final String READ = "entry_id, version, kind, body, created_at, recorded_at, author, reason";

    private static final String OPEN = "superseded_at is null";
    private static final String AT = "recorded_at <= :at and (superseded_at is null or superseded_at > :at)";

    private JdbcClient.StatementSpec everything(String[] kinds, Instant asOf) {
        return jdbc.sql("select " + READ + " from register_version where kind = any(:kinds) and not withdrawn and "
                        + when(asOf) + " order by entry_id")
                .param("kinds", kinds)
                .param("at", Times.utc(asOf));
    }

    /** Each way by which an entry belongs to the cases is a part of its own, so that each is found through its index: as arrays, because a join leaves the index where a past day is asked for. */
    private JdbcClient.StatementSpec some(String[] kinds, Long[] cases, Instant asOf) {
        return jdbc.sql("""
                        with party as materialized (
                            select person_id from register_version
                            where kind = 'CaseParty' and case_id = any(:cases) and not withdrawn and %1$s),
                        people as (
                            select person_id from party
                            union
                            select child_id from register_version
                            where kind = 'ChildAccess' and person_id = any(array(select person_id from party))
                              and not withdrawn and %1$s)
                        select %2$s from (
                            select %2$s from register_version
                            where kind = any(:kinds) and case_id = any(:cases) and not withdrawn and %1$s
                            union all
                            select %2$s from register_version
                            where kind = any(:kinds) and case_id is null and person_id = any(array(select person_id from party))
                              and not withdrawn and %1$s
                            union all
                            select %2$s from register_version
                            where kind = any(:kinds) and exhibit_id = any(array(select id from exhibit where case_id = any(:cases)))
                              and (case_id is null or case_id <> all(:cases))
                              and (case_id is not null or person_id is null
                                   or person_id <> all(array(select person_id from party)))
                              and not withdrawn and %1$s
                            union all
                            select %2$s from register_version
                            where kind = 'Person' and kind = any(:kinds) and entry_id = any(array(select person_id from people))
                              and not withdrawn and %1$s) found
                        order by entry_id
                        """.formatted(when(asOf), READ))
                .param("kinds", kinds)
                .param("cases", cases)
                .param("at", Times.utc(asOf));
    }

    private static String when(Instant asOf) {
        return asOf == null ? OPEN : AT;
    }

    /** The kinds that a caller names; a helper for type inference. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static List<Class<? extends Entry>> kinds(Class<? extends Entry>... kinds) {
        return List.of(kinds);
    }
}
