package org.curlew.pipeline.web.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.curlew.triage.obligations.ReleasedSuspects;
import org.curlew.triage.obligations.ReleasedSuspects.Place;
import org.curlew.triage.queue.Band;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.register.Times;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The measures a force and an inspectorate ask for (practice 3.6), each with its unit, what is counted and over what time.
 * Counts of the whole force; no person and no case is named.
 */
@Service
@ConditionalOnWebApplication
class Measures {

    /** What fell due or was done is counted over this many days. */
    static final int DAYS = 28;

    private static final String LAST = "last " + DAYS + " days";
    private static final String NOW = "now";

    private final ReleasedSuspects suspects;
    private final Queue queue;
    private final Figures figures;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final long residents;

    Measures(
            ReleasedSuspects suspects,
            Queue queue,
            Figures figures,
            JdbcClient jdbc,
            Clock clock,
            @Value("${curlew.force.residents:0}") long residents) {
        this.suspects = suspects;
        this.queue = queue;
        this.figures = figures;
        this.jdbc = jdbc;
        this.clock = clock;
        this.residents = residents;
    }

    /**
     * One measure.
     *
     * @param value a number, "3 of 5", or why there is none
     * @param unit what is counted
     * @param when the time it speaks of
     */
    record Measure(String group, String what, String value, String unit, String when) {}

    record Taken(List<Measure> measures, Instant at) {}

    Taken take() {
        Instant now = clock.instant();
        List<Measure> all = new ArrayList<>();
        reassessments(all);
        reviews(all, now);
        releases(all, now);
        enforcement(all, now);
        queue(all, now);
        targets(all, now);
        decisions(all, now);
        children(all, now);
        exposure(all, now);
        return new Taken(List.copyOf(all), now);
    }

    private void reassessments(List<Measure> all) {
        List<Place> late = suspects.places().stream().filter(Place::overdue).toList();
        String group = "Risk reassessments past due";
        for (String access :
                List.of("lives with a child", "access to children unknown", "other access, or none found")) {
            List<Place> these = late.stream()
                    .filter(p -> access.equals(
                            p.livesWithChild()
                                    ? "lives with a child"
                                    : p.accessUnknown() ? "access to children unknown" : "other access, or none found"))
                    .toList();
            all.add(count(group, access + ", up to 7 days", these.stream().filter(p -> p.daysOverdue() <= 7)));
            all.add(count(
                    group,
                    access + ", 8 to 28 days",
                    these.stream().filter(p -> p.daysOverdue() > 7 && p.daysOverdue() <= 28)));
            all.add(count(group, access + ", more than 28 days", these.stream().filter(p -> p.daysOverdue() > 28)));
        }
    }

    private static Measure count(String group, String what, java.util.stream.Stream<Place> these) {
        return new Measure(group, what, Long.toString(these.count()), "released suspects", NOW);
    }

    private void reviews(List<Measure> all, Instant now) {
        String group = "28-day reviews";
        record Covered(long cases, long covered) {}
        Covered c = jdbc.sql("""
                        select count(*) as cases, count(*) filter (where due >= ?) as covered
                        from obligation where rule_id = 'supervisor-review' and state = 'OPEN'
                        """).param(Times.utc(now)).query(Covered.class).single();
        all.add(new Measure(
                group,
                "coverage: open cases whose review is not past due",
                c.cases == 0
                        ? "no open case"
                        : String.format(
                                Locale.UK, "%.0f%% (%d of %d)", 100.0 * c.covered / c.cases, c.covered, c.cases),
                "open cases",
                NOW));
        Double late = jdbc.sql("""
                        select percentile_cont(0.5) within group (order by extract(epoch from met_at - due) / 86400)
                        from obligation where rule_id = 'supervisor-review' and state = 'MET_LATE' and met_at >= ?
                        """)
                .param(Times.utc(now.minus(Duration.ofDays(DAYS))))
                .query((row, n) -> (Double) row.getObject(1))
                .list()
                .getFirst();
        all.add(new Measure(
                group,
                "median lateness of those done late",
                late == null ? "none was done late" : String.format(Locale.UK, "%.1f", late),
                "days",
                LAST));
    }

    private void releases(List<Measure> all, Instant now) {
        String group = "Released under investigation, by age";
        record Age(int quarter, long suspects) {}
        Map<Integer, Long> ages = new java.util.HashMap<>();
        jdbc.sql("""
                        with status as (
                            select case_id, person_id, body ->> 'kind' as kind, (body ->> 'at')::timestamptz as at
                            from register_version
                            where kind = 'ReleaseStatus' and superseded_at is null and not withdrawn),
                        turned as (
                            select case_id, person_id,
                                   max(at) filter (where kind <> 'RUI') as other, max(at) as last
                            from status group by case_id, person_id),
                        since as (
                            select s.case_id, s.person_id, min(s.at) as at from status s
                            join turned t using (case_id, person_id)
                            where s.kind = 'RUI' and (t.other is null or t.other < t.last)
                              and (t.other is null or s.at > t.other)
                            group by s.case_id, s.person_id)
                        select least(4, case when at > :now - interval '3 months' then 0
                                             when at > :now - interval '6 months' then 1
                                             when at > :now - interval '9 months' then 2
                                             when at > :now - interval '12 months' then 3 else 4 end) as quarter,
                               count(*) as suspects
                        from since
                        where not exists (select 1 from register_version d
                                          where d.case_id = since.case_id and d.kind = 'CaseDetails'
                                            and d.superseded_at is null and not d.withdrawn
                                            and d.body ->> 'closedAt' is not null)
                        group by 1
                        """.replace(":now -", "cast(:now as timestamptz) -"))
                .param("now", Times.utc(now))
                .query(Age.class)
                .list()
                .forEach(a -> ages.put(a.quarter, a.suspects));
        String[] words = {"under 3 months", "3 to 6 months", "6 to 9 months", "9 to 12 months", "12 months and more"};
        for (int n = 0; n < words.length; n++) {
            all.add(new Measure(group, words[n], Long.toString(ages.getOrDefault(n, 0L)), "suspects in a case", NOW));
        }
    }

    private void enforcement(List<Measure> all, Instant now) {
        String[][] levels = {
            {"VERY_HIGH", "KIRAT very high, 24 hours"},
            {"HIGH", "KIRAT high, 7 days"},
            {"MEDIUM", "KIRAT medium, 14 days"},
            {"LOW", "KIRAT low, 30 days"}
        };
        for (String[] level : levels) {
            String group = "Warrants and other enforcement, by level";
            all.add(new Measure(
                    group,
                    level[1] + ": past due",
                    number(
                            "select count(*) from obligation where rule_id = 'enforcement' and level = ? and state = 'OPEN' and due < ?",
                            level[0],
                            Times.utc(now)),
                    "suspects",
                    NOW));
            all.add(new Measure(
                    group,
                    level[1] + ": in time",
                    met("enforcement", "level", level[0], now),
                    "suspects whose time came",
                    LAST));
        }
        all.add(new Measure(
                "Warrants and other enforcement, by level",
                "warrants not allocated in their time",
                Long.toString(figures.overdueAt("warrant-allocated", now)),
                "warrants",
                NOW));
    }

    /** Met in time of those that fell due in the period; what ended unmet for a reason of its own is left out. */
    private String met(String rule, String column, String value, Instant now) {
        record Met(long met, long due) {}
        Met m = jdbc.sql("""
                        select count(*) filter (where state = 'MET') as met, count(*) as due from obligation
                        where rule_id = ? and %s = ? and due >= ? and due < ? and state <> 'ENDED'
                        """.formatted(column))
                .params(rule, value, Times.utc(now.minus(Duration.ofDays(DAYS))), Times.utc(now))
                .query(Met.class)
                .single();
        return m.due == 0 ? "none fell due" : m.met + " of " + m.due;
    }

    private void queue(List<Measure> all, Instant now) {
        String group = "Queue";
        int depth = queue.depthAt(now);
        Figures.Flow flow = figures.flow(now.minus(Duration.ofDays(DAYS)), now);
        all.add(new Measure(group, "waiting for a result", Integer.toString(depth), "exhibits", NOW));
        all.add(new Measure(
                group,
                "waiting the longest",
                queue.oldest()
                        .map(at -> Long.toString(ChronoUnit.DAYS.between(at, now)))
                        .orElse("none waits"),
                "days since it was submitted",
                NOW));
        all.add(new Measure(group, "received", Long.toString(flow.in()), "exhibits", LAST));
        all.add(new Measure(group, "left the queue", Long.toString(flow.out()), "exhibits", LAST));
        all.add(new Measure(
                group,
                "waiting for each 1,000 residents",
                residents == 0
                        ? "not known: set curlew.force.residents"
                        : String.format(Locale.UK, "%.2f", 1000.0 * depth / residents),
                "exhibits",
                NOW));
    }

    private void targets(List<Measure> all, Instant now) {
        for (Band band : Band.values()) {
            all.add(new Measure(
                    "Targets of the bands",
                    band + ": triage result in time",
                    met("triage-target", "band", band.name(), now),
                    "exhibits whose time came",
                    LAST));
            all.add(new Measure(
                    "Targets of the bands",
                    band + ": completion in time",
                    met("completion-target", "band", band.name(), now),
                    "exhibits whose time came",
                    LAST));
        }
    }

    private void decisions(List<Measure> all, Instant now) {
        String group = "Decisions";
        Object from = Times.utc(now.minus(Duration.ofDays(DAYS)));
        all.add(new Measure(
                group,
                "overrides set",
                number("select count(*) from queue_override where at >= ?", from),
                "overrides",
                LAST));
        all.add(new Measure(
                group,
                "of them downgrades",
                number("select count(*) from queue_override where downgrade and at >= ?", from),
                "overrides",
                LAST));
        all.add(new Measure(
                group, "returned to the owner without a triage result", number("""
                        select count(*) from register_version d
                        where d.kind = 'ExhibitDecision' and d.superseded_at is null and not d.withdrawn
                          and d.body ->> 'decision' = 'RETURN' and (d.body ->> 'at')::timestamptz >= ?
                          and not exists (select 1 from triage_outcome t where t.exhibit_id = d.exhibit_id)
                        """, from), "exhibits", LAST));
    }

    private void children(List<Measure> all, Instant now) {
        String group = "Children and victims";
        Object from = Times.utc(now.minus(Duration.ofDays(DAYS)));
        String reached = """
                select count(*) from (select exhibit_id, min(at) as at from exhibit_state where state = '%s'
                                      group by exhibit_id) s where s.at >= ?
                """;
        all.add(new Measure(group, "graded", number(reached.formatted("GRADED"), from), "exhibits", LAST));
        all.add(new Measure(group, "submitted to CAID", number(reached.formatted("UPLOADED"), from), "exhibits", LAST));
        all.add(new Measure(
                group,
                "waiting for victim identification to be tasked",
                number("select count(*) from obligation where rule_id = 'victim-identification' and state = 'OPEN'"),
                "exhibits",
                NOW));
        String notices = """
                select count(*) from register_version where kind = 'Ppn' and superseded_at is null and not withdrawn
                  and body ->> 'destination' = 'NONE'
                """;
        all.add(new Measure(
                group, "protection notices shared with nobody, with a reason", number(notices), "notices", NOW));
        all.add(new Measure(
                group,
                "actionable alerts that nobody touched",
                number("select count(*) from obligation where rule_id = 'p2p-alert-triaged' and state = 'OPEN'"),
                "alerts",
                NOW));
    }

    private void exposure(List<Measure> all, Instant now) {
        record Exposed(long graders, double hours, double longest) {}
        Exposed e = jdbc.sql("""
                        select count(distinct grader) as graders, coalesce(sum(seconds), 0) / 3600.0 as hours,
                               coalesce(max(seconds), 0) / 3600.0 as longest
                        from (select grader, (at at time zone 'Europe/London')::date as day, sum(seconds) as seconds
                              from exposure_event where at >= ? group by 1, 2) d
                        """)
                .param(Times.utc(now.minus(Duration.ofDays(DAYS))))
                .query(Exposed.class)
                .single();
        String group = "Exposure of graders";
        all.add(new Measure(group, "who looked at material", Long.toString(e.graders), "graders", LAST));
        all.add(new Measure(group, "looking", String.format(Locale.UK, "%.1f", e.hours), "hours, all graders", LAST));
        all.add(new Measure(
                group, "longest day of one grader", String.format(Locale.UK, "%.1f", e.longest), "hours", LAST));
    }

    private String number(String sql, Object... params) {
        return Long.toString(jdbc.sql(sql).params(params).query(Long.class).single());
    }
}
