package org.curlew.triage.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.curlew.triage.register.ExhibitStates;
import org.curlew.triage.register.Json;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Ranks and triage outcomes as rows that are added, never overwritten. */
@Service
class RankStore {

    /** Its {@code e} waited at :at, by what was recorded by then. */
    private static final String WAITED = """
            e.created_at <= :at
            and coalesce((select state from exhibit_state s where s.exhibit_id = e.id and s.at <= :at
                          order by s.id desc limit 1), 'BOOKED_IN')
                not in %s
            and not exists (select 1 from register_version d
                            where d.exhibit_id = e.id and d.kind = 'ExhibitDecision' and not d.withdrawn
                              and d.recorded_at <= :at and (d.superseded_at is null or d.superseded_at > :at)
                              and d.body ->> 'decision' in %s)
            """.formatted(ExhibitStates.IS_DONE, ExhibitStates.IS_DECIDED);

    private final JdbcClient jdbc;

    RankStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A stored rank as the next one needs it. */
    record Last(
            long exhibitId,
            Band band,
            Instant bandSince,
            int points,
            String gate,
            String light,
            String ruleVersion,
            String facts) {

        /** Whether ranking again gave nothing that is worth a row; a sentence that only counts down is not. */
        boolean same(Rank rank, String version, String factsNow) {
            return band == rank.band()
                    && points == rank.points()
                    && gate.equals(rank.gate())
                    && light.equals(rank.light().name())
                    && ruleVersion.equals(version)
                    && facts.equals(factsNow);
        }
    }

    /** A rank with the inputs that made it. */
    record Row(Rank rank, RankInputs inputs, Instant bandSince, Instant at, String ruleVersion) {

        Row since(Instant entered) {
            return new Row(rank, inputs, entered, at, ruleVersion);
        }
    }

    /** Waits until no other transaction ranks, and keeps others waiting until this one ends. */
    void oneAtATime() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('exhibit_rank'))").query(row -> {});
    }

    void addOutcome(long exhibitId, TriageOutcome outcome, Instant at, String actor) {
        jdbc.sql("insert into triage_outcome (exhibit_id, at, actor, outcome) values (?, ?, ?, ?::jsonb)")
                .params(exhibitId, Times.utc(at), actor, Json.write(outcome))
                .update();
    }

    /** The last rank of each exhibit, by exhibit. */
    Map<Long, Last> last(Collection<Long> exhibits) {
        Map<Long, Last> found = new HashMap<>();
        jdbc.sql("""
                        select exhibit_id, band, band_since, points, gate, light,
                               rule_version, facts
                        from unnest(?::bigint[]) as wanted(id)
                        cross join lateral (select * from exhibit_rank x where x.exhibit_id = wanted.id
                                            order by x.id desc limit 1) r
                        """)
                .param(exhibits.toArray(Long[]::new))
                .query((row, n) -> new Last(
                        row.getLong("exhibit_id"),
                        Band.valueOf(row.getString("band")),
                        Times.instant(row, "band_since"),
                        row.getInt("points"),
                        row.getString("gate"),
                        row.getString("light"),
                        row.getString("rule_version"),
                        row.getString("facts")))
                .list()
                .forEach(l -> found.put(l.exhibitId(), l));
        return found;
    }

    /** Since when each of these exhibits has stood in this band or a more urgent one without a break. */
    Map<Long, Instant> heldSince(Map<Long, Band> bands) {
        Map<Long, Instant> found = new HashMap<>();
        if (bands.isEmpty()) {
            return found;
        }
        List<Long> ids = List.copyOf(bands.keySet());
        jdbc.sql("""
                        select w.id, min(r.band_since) as since
                        from unnest(:ids::bigint[], :bands::text[]) as w(id, band)
                        join exhibit_rank r on r.exhibit_id = w.id
                             and r.id > coalesce((select max(x.id) from exhibit_rank x
                                                  where x.exhibit_id = w.id and x.band > w.band), 0)
                        group by w.id
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .param("bands", ids.stream().map(id -> bands.get(id).name()).toArray(String[]::new))
                .query(row -> {
                    found.put(row.getLong("id"), Times.instant(row, "since"));
                });
        return found;
    }

    /** Adds new ranks in one statement whatever their number. */
    void add(List<Row> rows, String cause, String actor) {
        if (rows.isEmpty()) {
            return;
        }
        Long[] ids = rows.stream().map(r -> r.rank().exhibitId()).toArray(Long[]::new);
        jdbc.sql("""
                        insert into exhibit_rank (exhibit_id, at, rule_version, band, band_since, points, facts,
                                                  gate, light, due_at, rank, inputs, cause, actor)
                        select exhibit_id, :at::timestamptz, :version, band, band_since, points, facts,
                               gate, light, due_at, rank::json, inputs::json, :cause, :actor
                        from unnest(:ids::bigint[], :bands::text[], :since::timestamptz[], :points::int[],
                                    :facts::text[], :gates::text[], :lights::text[],
                                    :dues::timestamptz[], :ranks::text[], :inputs::text[])
                            as r(exhibit_id, band, band_since, points, facts, gate, light, due_at, rank, inputs)
                        """)
                .param("at", Times.utc(rows.getFirst().at()))
                .param("version", rows.getFirst().ruleVersion())
                .param("cause", cause)
                .param("actor", actor)
                .param("ids", ids)
                .param("bands", texts(rows, r -> r.rank().band().name()))
                .param("since", texts(rows, r -> r.bandSince().toString()))
                .param("points", rows.stream().map(r -> r.rank().points()).toArray(Integer[]::new))
                .param("facts", texts(rows, r -> r.inputs().factsText()))
                .param("gates", texts(rows, r -> r.rank().gate()))
                .param("lights", texts(rows, r -> r.rank().light().name()))
                .param("dues", texts(rows, r -> Objects.toString(r.rank().dueAt(), null)))
                .param("ranks", texts(rows, r -> Json.write(r.rank())))
                .param("inputs", texts(rows, r -> Json.write(r.inputs())))
                .update();
    }

    private static String[] texts(List<Row> rows, Function<Row, String> of) {
        return rows.parallelStream().map(of).toArray(String[]::new);
    }

    /** When the first rank was given. */
    Optional<Instant> first() {
        return jdbc.sql("select at from exhibit_rank order by id limit 1")
                .query((row, n) -> Times.instant(row, "at"))
                .optional();
    }

    /** Every rank in force at the instant. */
    List<Row> asOf(Instant at) {
        return jdbc.sql("""
                        select r.rank::text as rank, r.inputs::text as inputs, r.band_since, r.at, r.rule_version
                        from exhibit e
                        cross join lateral (select * from exhibit_rank x where x.exhibit_id = e.id and x.at <= ?
                                            order by x.id desc limit 1) r
                        """).param(Times.utc(at)).query((row, n) -> row(row)).list();
    }

    /** Every rank an exhibit has had, oldest first. */
    List<Row> history(long exhibitId) {
        return jdbc.sql("""
                        select rank::text as rank, inputs::text as inputs, band_since, at, rule_version
                        from exhibit_rank where exhibit_id = ? order by at, id
                        """).param(exhibitId).query((row, n) -> row(row)).list();
    }

    long caseOf(long exhibitId) {
        return casesOf(exhibitId).stream()
                .findFirst()
                .orElseThrow(() -> new QueueException("Exhibit " + exhibitId + ": no such exhibit"));
    }

    /** Its case, or nothing where there is no such exhibit. */
    List<Long> casesOf(long exhibitId) {
        return jdbc.sql("select case_id from exhibit where id = ?")
                .param(exhibitId)
                .query(Long.class)
                .list();
    }

    /** Case and exhibit references of the exhibits that waited at the instant. */
    Map<Long, String[]> waitingAt(Instant at) {
        Map<Long, String[]> found = new HashMap<>();
        jdbc.sql("""
                        select e.id, c.reference as case_reference, e.reference from exhibit e
                        join case_file c on c.id = e.case_id
                        where %s
                        """.formatted(WAITED)).param("at", Times.utc(at)).query(row -> {
            found.put(row.getLong("id"), new String[] {row.getString("case_reference"), row.getString("reference")});
        });
        return found;
    }

    int depthAt(Instant at) {
        return jdbc.sql("""
                        with done as (
                            %s
                            union
                            select d.exhibit_id from register_version d
                            where d.kind = 'ExhibitDecision' and not d.withdrawn
                              and d.recorded_at <= :at and (d.superseded_at is null or d.superseded_at > :at)
                              and d.body ->> 'decision' in %s)
                        select (select count(*) from exhibit where created_at <= :at)
                             - (select count(*) from done join exhibit e on e.id = done.exhibit_id
                                where e.created_at <= :at)
                        """.formatted(ExhibitStates.stoodIn(ExhibitStates.DONE), ExhibitStates.IS_DECIDED))
                .param("at", Times.utc(at))
                .query(Integer.class)
                .single();
    }

    /** Exhibits that were ever admitted; their number is that of the starts made. */
    Set<Long> started() {
        return new HashSet<>(jdbc.sql("select distinct exhibit_id from exhibit_state where state = 'ADMITTED'")
                .query(Long.class)
                .list());
    }

    /** The most urgent band of each case, or of these cases. */
    Map<Long, Band> bandsByCase(Collection<Long> cases) {
        Map<Long, Band> bands = new HashMap<>();
        jdbc.sql("""
                        select e.case_id, min(r.band) as band from exhibit e
                        cross join lateral (select band from exhibit_rank x where x.exhibit_id = e.id
                                            order by x.id desc limit 1) r
                        where %s
                        group by e.case_id
                        """.formatted(cases == null ? "true" : "e.case_id = any(:cases)"))
                .param("cases", cases == null ? new Long[0] : cases.toArray(Long[]::new))
                .query(row -> {
                    bands.put(row.getLong("case_id"), Band.valueOf(row.getString("band")));
                });
        return bands;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                Json.read(row.getString("rank"), Rank.class),
                Json.read(row.getString("inputs"), RankInputs.class),
                Times.instant(row, "band_since"),
                Times.instant(row, "at"),
                row.getString("rule_version"));
    }
}
