package org.curlew.triage.obligations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Obligations, escalations and runs as rows; writing the same twice changes nothing. */
@Service
class ObligationStore {

    private final JdbcClient jdbc;

    ObligationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An obligation with its number. */
    record Stored(long id, Obligation obligation) {}

    /**
     * Adds what is new and moves what is open; one that was met keeps the due time it was met against. An open one that
     * is no longer found (its start was withdrawn) ends, and one that ended opens again where its end was withdrawn.
     *
     * @param cases whose obligations these are, all of them; 0 for those of no case
     */
    void save(List<Obligation> all, Collection<Long> cases) {
        List<Obligation> rows = new ArrayList<>(all);
        // One order on every node, so that two runs at once cannot hold each other's rows.
        rows.sort(Comparator.comparing(Obligation::ruleId)
                .thenComparing(Obligation::subject)
                .thenComparing(Obligation::period));
        jdbc.sql("""
                        with found as (
                            select * from unnest(:rule::text[], :version::text[], :subject::text[], :period::timestamptz[],
                                                 :case::bigint[], :person::bigint[], :child::bigint[], :exhibit::bigint[],
                                                 :band::text[], :level::text[], :what::text[], :due::timestamptz[],
                                                 :state::text[], :met::timestamptz[])
                                as f(rule_id, rule_version, subject, period, case_id, person_id, child_id, exhibit_id,
                                     band, level, what, due, state, met_at)),
                        gone as (
                            update obligation o set state = 'ENDED' where state = 'OPEN'
                              and (o.case_id = any(:cases) or :loose and o.case_id is null) and not exists (
                                select 1 from found f
                                where f.rule_id = o.rule_id and f.subject = o.subject and f.period = o.period))
                        insert into obligation as o (rule_id, rule_version, subject, period, case_id, person_id, child_id,
                                                     exhibit_id, band, level, what, due, state, met_at)
                        select rule_id, rule_version, subject, period, case_id, person_id, child_id, exhibit_id, band, level,
                               what, due, state, met_at from found
                        on conflict (rule_id, subject, period) do update set
                            rule_version = excluded.rule_version, case_id = excluded.case_id, band = excluded.band, level = excluded.level,
                            due = case when excluded.state = 'OPEN' then excluded.due else o.due end,
                            state = case when excluded.met_at is null then excluded.state
                                         when excluded.met_at > o.due then 'MET_LATE' else 'MET' end,
                            met_at = excluded.met_at
                        where (o.state = 'OPEN' or o.state = 'ENDED' and excluded.state <> 'ENDED'
                                 or o.met_at is distinct from excluded.met_at)
                          and (o.due, o.state, o.met_at, o.band, o.level, o.rule_version, o.case_id) is distinct from
                              (excluded.due, excluded.state, excluded.met_at, excluded.band, excluded.level,
                               excluded.rule_version, excluded.case_id)
                        """)
                .param("cases", cases.toArray(Long[]::new))
                .param("loose", cases.contains(ClockMarks.NO_CASE))
                .param("rule", texts(rows, Obligation::ruleId))
                .param("version", texts(rows, Obligation::ruleVersion))
                .param("subject", texts(rows, Obligation::subject))
                .param("period", times(rows, Obligation::period))
                .param("case", numbers(rows, Obligation::caseId))
                .param("person", numbers(rows, Obligation::personId))
                .param("child", numbers(rows, Obligation::childId))
                .param("exhibit", numbers(rows, Obligation::exhibitId))
                .param("band", texts(rows, Obligation::band))
                .param("level", texts(rows, Obligation::level))
                .param("what", texts(rows, Obligation::what))
                .param("due", times(rows, Obligation::due))
                .param("state", texts(rows, o -> o.state().name()))
                .param("met", times(rows, Obligation::metAt))
                .update();
    }

    private static String[] texts(List<Obligation> rows, Function<Obligation, String> of) {
        return rows.stream().map(of).toArray(String[]::new);
    }

    private static Long[] numbers(List<Obligation> rows, Function<Obligation, Long> of) {
        return rows.stream().map(of).toArray(Long[]::new);
    }

    private static String[] times(List<Obligation> rows, Function<Obligation, Instant> of) {
        return rows.stream()
                .map(of)
                .map(at -> at == null ? null : at.toString())
                .toArray(String[]::new);
    }

    /** Open obligations, the longest overdue first. */
    List<Stored> open(String ruleId, Long caseId, Instant dueBefore) {
        return jdbc.sql("""
                        select * from obligation
                        where state = 'OPEN' and (:rule::text is null or rule_id = :rule)
                          and (:case::bigint is null or case_id = :case)
                          and (:before::timestamptz is null or due < :before)
                        order by due, id
                        """)
                .param("rule", ruleId)
                .param("case", caseId)
                .param("before", Times.utc(dueBefore))
                .query((row, n) -> new Stored(row.getLong("id"), row(row)))
                .list();
    }

    /** Open obligations of these cases; 0 for those of no case. */
    List<Stored> openOf(Collection<Long> cases) {
        return jdbc.sql("""
                        select * from obligation where state = 'OPEN' and case_id = any(:cases)
                        union all
                        select * from obligation where state = 'OPEN' and :loose and case_id is null
                        order by due, id
                        """)
                .param("cases", cases.toArray(Long[]::new))
                .param("loose", cases.contains(ClockMarks.NO_CASE))
                .query((row, n) -> new Stored(row.getLong("id"), row(row)))
                .list();
    }

    /** Where each open obligation of the rules (of all when null) stands, the earliest due first. */
    List<Obligations.Due> due(Collection<String> rules) {
        return jdbc.sql("""
                        select id, rule_id, case_id, due from obligation
                        where state = 'OPEN' %s order by due, id
                        """.formatted(rules == null ? "" : "and rule_id = any(:rules)"))
                .params(rules == null ? Map.of() : Map.of("rules", rules.toArray(String[]::new)))
                .query((row, n) -> new Obligations.Due(
                        row.getLong("id"),
                        row.getString("rule_id"),
                        row.getObject("case_id", Long.class),
                        Times.instant(row, "due")))
                .list();
    }

    /** These obligations in this order. */
    List<Obligation> read(List<Long> ids) {
        return jdbc.sql("""
                        select o.* from unnest(?::bigint[]) with ordinality as wanted(id, n)
                        join obligation o on o.id = wanted.id order by wanted.n
                        """)
                .param(ids.toArray(Long[]::new))
                .query((row, n) -> row(row))
                .list();
    }

    /** How many obligations of a rule, or of all when null, are open and past due. */
    int overdue(String ruleId, Instant now) {
        return jdbc.sql("""
                        select count(*) from obligation
                        where state = 'OPEN' and (:rule::text is null or rule_id = :rule) and due < :now
                        """)
                .param("rule", ruleId)
                .param("now", Times.utc(now))
                .query(Integer.class)
                .single();
    }

    /** Everything a case ever owed, oldest first: the chronology of its clocks. */
    List<Obligation> ofCase(long caseId) {
        return jdbc.sql("select * from obligation where case_id = ? order by due, id")
                .param(caseId)
                .query((row, n) -> row(row))
                .list();
    }

    /** Adds the steps that are not there; gives those added, as (obligation, step). */
    List<Long> raise(List<Long> obligations, List<Clockwork.Raised> steps, Instant now) {
        return jdbc.sql("""
                        with fallen as (
                            select * from unnest(:id::bigint[], :step::text[], :level::text[], :at::timestamptz[])
                                with ordinality as f(obligation_id, step, level, fell_at, n)),
                        added as (
                            insert into escalation (obligation_id, step, level, fell_at, raised_at)
                            select obligation_id, step, level, fell_at, :now::timestamptz from fallen
                            order by obligation_id, step
                            on conflict do nothing
                            returning obligation_id, step)
                        select n - 1 from fallen join added using (obligation_id, step) order by n
                        """)
                .param("id", obligations.toArray(Long[]::new))
                .param("step", steps.stream().map(Clockwork.Raised::step).toArray(String[]::new))
                .param("level", steps.stream().map(Clockwork.Raised::level).toArray(String[]::new))
                .param("at", steps.stream().map(s -> s.at().toString()).toArray(String[]::new))
                .param("now", Times.utc(now))
                .query(Long.class)
                .list();
    }

    Instant lastRun() {
        return jdbc.sql("select max(at) as at from clock_run")
                .query((row, n) -> Times.instant(row, "at"))
                .list()
                .getFirst();
    }

    /** Notes a run; true where it is the first one ever. */
    boolean run(Instant at, int found, int raised) {
        boolean first = lastRun() == null;
        jdbc.sql("insert into clock_run (at, found, raised) values (?, ?, ?) on conflict do nothing")
                .params(Times.utc(at), found, raised)
                .update();
        return first;
    }

    private static Obligation row(ResultSet row) throws SQLException {
        return new Obligation(
                row.getString("rule_id"),
                row.getString("rule_version"),
                row.getString("subject"),
                Times.instant(row, "period"),
                row.getObject("case_id", Long.class),
                row.getObject("person_id", Long.class),
                row.getObject("child_id", Long.class),
                row.getObject("exhibit_id", Long.class),
                row.getString("band"),
                row.getString("level"),
                row.getString("what"),
                Times.instant(row, "due"),
                Obligation.State.valueOf(row.getString("state")),
                Times.instant(row, "met_at"));
    }
}
