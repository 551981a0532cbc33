package org.curlew.triage.obligations;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Which cases a turn of the clocks must look at: those whose facts changed (the database marks them in the transaction of
 * the change) and those for which an instant has come. {@link #NO_CASE} stands for what belongs to no case.
 */
@Service
class ClockMarks {

    static final long NO_CASE = 0;

    private final JdbcClient jdbc;

    ClockMarks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits until no other turn runs on this database, and keeps others waiting until this transaction ends. */
    void oneAtATime() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('obligation_clocks'))").query(row -> {});
    }

    /**
     * Takes up to {@code limit} cases that must be looked at. What is marked after this call is either seen by the reads
     * that follow in the same transaction or stays marked.
     */
    List<Long> take(Instant now, int limit) {
        List<Long> cases = jdbc.sql("""
                        select case_id from clock_mark
                        union
                        select case_id from clock_case where next_at <= :now
                        order by case_id desc limit :limit
                        """)
                .param("now", Times.utc(now))
                .param("limit", limit)
                .query(Long.class)
                .list();
        Long[] taken = cases.toArray(Long[]::new);
        jdbc.sql("delete from clock_mark where case_id = any(?)").param(taken).update();
        jdbc.sql("delete from clock_case where case_id = any(?)").param(taken).update();
        return cases;
    }

    /** Keeps when each case must be looked at next although nothing changes. */
    void next(Map<Long, Instant> next) {
        jdbc.sql("""
                        insert into clock_case (case_id, next_at)
                        select c, n from unnest(:cases::bigint[], :next::timestamptz[]) as x(c, n)
                        """)
                .param("cases", next.keySet().toArray(Long[]::new))
                .param("next", next.values().stream().map(Instant::toString).toArray(String[]::new))
                .update();
    }

    void mark(long caseId) {
        jdbc.sql("insert into clock_mark (case_id) values (?)").param(caseId).update();
    }

    /** Marks everything: the next turn is a full sweep. */
    void markAll() {
        jdbc.sql("insert into clock_mark (case_id) select id from case_file union all select 0")
                .update();
    }

    /** Marks everything unless the whole register was last computed by these rules. */
    void markForRules(String versions, Instant now) {
        int changed = jdbc.sql("delete from clock_rules where versions <> ?")
                .param(versions)
                .update();
        int added = jdbc.sql("insert into clock_rules (versions, at) values (?, ?) on conflict do nothing")
                .params(versions, Times.utc(now))
                .update();
        if (changed + added > 0) {
            markAll();
        }
    }

    /** The cases themselves and the other cases of their people, whose entries may speak of them too. */
    List<Long> withTheirPeoplesOthers(Collection<Long> cases) {
        return jdbc.sql("""
                        select unnest(:cases::bigint[])
                        union
                        select other.case_id from register_version p
                        join register_version other on other.person_id = p.person_id
                        where p.case_id = any(:cases) and p.kind = 'CaseParty' and p.superseded_at is null
                          and other.kind = 'CaseParty' and other.superseded_at is null
                        """)
                .param("cases", cases.toArray(Long[]::new))
                .query(Long.class)
                .list();
    }
}
