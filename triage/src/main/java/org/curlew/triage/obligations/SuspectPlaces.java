package org.curlew.triage.obligations;

import java.time.Instant;
import java.util.List;
import org.curlew.triage.obligations.ReleasedSuspects.Place;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The order of the released suspects in one query, so that a page of a force's thousands reads only its own rows. What it
 * says of children and plans is what {@link ReleasedSuspects} says row by row ({@code IncrementalTurnTest} holds them
 * together).
 */
@Service
class SuspectPlaces {

    private final JdbcClient jdbc;

    private final TransactionTemplate transactions;

    SuspectPlaces(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    List<Place> inOrder(Instant now) {
        return transactions.execute(status -> {
            // What stands inside an entry has no statistics: expecting a handful of rows, the planner would
            // compare every suspect with every other, which takes half a minute for 20,000.
            nestedLoops("off");
            List<Place> places = read(now);
            nestedLoops("on");
            return places;
        });
    }

    private void nestedLoops(String use) {
        jdbc.sql("select set_config('enable_nestloop', ?, true)").param(use).query(row -> {});
    }

    private List<Place> read(Instant now) {
        return jdbc.sql("""
                        with released as (
                            select s.case_id, s.person_id from (
                                select distinct on (case_id, person_id) case_id, person_id, body ->> 'kind' as kind
                                from register_version
                                where kind = 'ReleaseStatus' and superseded_at is null and not withdrawn
                                order by case_id, person_id, (body ->> 'at')::timestamptz desc) s
                            join (select distinct case_id, person_id from register_version
                                  where kind = 'CaseParty' and superseded_at is null and not withdrawn
                                    and body ->> 'role' = 'SUSPECT') p using (case_id, person_id)
                            left join (select distinct case_id from register_version
                                       where kind = 'CaseDetails' and superseded_at is null and not withdrawn
                                         and body ->> 'closedAt' is not null) closed using (case_id)
                            where s.kind = 'RUI' and closed.case_id is null),
                        access as (
                            select a.person_id, a.child_id, bool_or(a.body ->> 'kind' = 'HOUSEHOLD') as household
                            from register_version a
                            left join register_version c on c.entry_id = a.child_id and c.kind = 'Person'
                                and c.superseded_at is null and not c.withdrawn
                            where a.kind = 'ChildAccess' and a.superseded_at is null and not a.withdrawn
                              and (a.body ->> 'endedAt' is null or (a.body ->> 'endedAt')::timestamptz > :now)
                              and (c.body ->> 'born' is null
                                   or extract(year from age(cast(:today as date), (c.body ->> 'born')::date)) < 18)
                            group by a.person_id, a.child_id),
                        plan as (
                            select distinct person_id, child_id from register_version
                            where kind = 'SafeguardingPlan' and superseded_at is null and not withdrawn
                              and (body ->> 'approvedAt')::timestamptz <= :now
                              and body ->> 'verifiedAt' is not null
                              and (body ->> 'endedAt' is null or (body ->> 'endedAt')::timestamptz > :now)
                              and (body ->> 'nextReview')::timestamptz > :now),
                        children as (
                            select a.person_id, bool_or(a.household) as lives,
                                   bool_or(p.person_id is null) as missing
                            from access a left join plan p using (person_id, child_id) group by a.person_id),
                        answer as (
                            select distinct on (person_id) person_id,
                                   body ->> 'answer' = 'NONE_FOUND' and body ->> 'verifiedAt' is not null as none
                            from register_version
                            where kind = 'AccessAnswer' and superseded_at is null and not withdrawn
                            order by person_id, entry_id desc),
                        clock as (
                            select case_id, person_id, min(due) as due, min(band) as band from obligation
                            where rule_id = 'rui-reassessment' and state = 'OPEN' group by case_id, person_id)
                        select r.case_id, r.person_id, coalesce(c.lives, false) as lives,
                               c.person_id is null and not coalesce(a.none, false) as unknown,
                               coalesce(k.due < :now, false) as late,
                               case when k.due < :now
                                    then floor(extract(epoch from cast(:now as timestamptz) - k.due) / 86400)
                                    else 0 end as days
                        from released r
                        left join children c using (person_id)
                        left join answer a using (person_id)
                        left join clock k using (case_id, person_id)
                        order by not coalesce(c.lives and c.missing, false), not coalesce(c.missing, false),
                                 c.person_id is not null or coalesce(a.none, false), coalesce(k.band, 'P2'),
                                 days desc,
                                 r.person_id, r.case_id
                        """)
                .param("now", Times.utc(now))
                .param("today", now.atZone(Times.UK).toLocalDate())
                .query((row, n) -> new Place(
                        row.getLong("case_id"),
                        row.getLong("person_id"),
                        row.getBoolean("lives"),
                        row.getBoolean("unknown"),
                        row.getBoolean("late"),
                        row.getLong("days")))
                .list();
    }
}
