package org.curlew.pipeline.web.command;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.curlew.pipeline.web.command.Measures.Measure;
import org.curlew.triage.obligations.ReleasedSuspects;
import org.curlew.triage.obligations.ReleasedSuspects.Place;
import org.curlew.triage.register.Times;
import org.curlew.triage.reviews.Reviews;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The measures of practice 3.6 about suspects: who was looked at again, reviewed, released and arrested in time. */
@Component
@ConditionalOnWebApplication
class SuspectMeasures {

    private static final List<String> ACCESS =
            List.of("lives with a child", "access to children unknown", "other access, or none found");

    private final ReleasedSuspects suspects;
    private final Figures figures;
    private final MeasureCounts counts;
    private final Reviews reviews;
    private final JdbcClient jdbc;

    SuspectMeasures(
            ReleasedSuspects suspects, Figures figures, MeasureCounts counts, Reviews reviews, JdbcClient jdbc) {
        this.suspects = suspects;
        this.figures = figures;
        this.counts = counts;
        this.reviews = reviews;
        this.jdbc = jdbc;
    }

    void addTo(List<Measure> all, Instant now) {
        reassessments(all);
        reviews(all, now);
        releases(all, now);
        enforcement(all, now);
    }

    private void reassessments(List<Measure> all) {
        Map<String, List<Place>> late = suspects.places().stream()
                .filter(Place::overdue)
                .collect(Collectors.groupingBy(SuspectMeasures::access));
        for (String access : ACCESS) {
            int[] upTo = {7, 28, Integer.MAX_VALUE};
            String[] words = {"up to 7 days", "8 to 28 days", "more than 28 days"};
            for (int n = 0; n < upTo.length; n++) {
                long after = n == 0 ? Long.MIN_VALUE : upTo[n - 1];
                long to = upTo[n];
                long these = late.getOrDefault(access, List.of()).stream()
                        .filter(p -> p.daysOverdue() > after && p.daysOverdue() <= to)
                        .count();
                all.add(new Measure(
                        "Risk reassessments past due",
                        access + ", " + words[n],
                        Long.toString(these),
                        "released suspects",
                        Measures.NOW));
            }
        }
    }

    private static String access(Place place) {
        return ACCESS.get(place.livesWithChild() ? 0 : place.accessUnknown() ? 1 : 2);
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
                Measures.NOW));
        Double late = jdbc.sql("""
                        select percentile_cont(0.5) within group (order by extract(epoch from met_at - due) / 86400)
                        from obligation where rule_id = 'supervisor-review' and state = 'MET_LATE' and met_at >= ?
                        """)
                .param(Times.utc(now.minus(Duration.ofDays(Measures.DAYS))))
                .query((row, n) -> (Double) row.getObject(1))
                .list()
                .getFirst();
        all.add(new Measure(
                group,
                "median lateness of those done late",
                late == null ? "none was done late" : String.format(Locale.UK, "%.1f", late),
                "days",
                Measures.LAST));
        all.add(new Measure(
                group,
                "no new line of enquiry in the last two",
                Integer.toString(reviews.drifting().size()),
                "open cases",
                Measures.NOW));
    }

    private void releases(List<Measure> all, Instant now) {
        String group = "Released under investigation, by age";
        record Age(int quarter, long suspects) {}
        Map<Integer, Long> ages = new HashMap<>();
        jdbc.sql("""
                        with today as (select cast(:now as timestamptz) as at),
                        status as (
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
                        select least(4, case when since.at > today.at - interval '3 months' then 0
                                             when since.at > today.at - interval '6 months' then 1
                                             when since.at > today.at - interval '9 months' then 2
                                             when since.at > today.at - interval '12 months' then 3 else 4 end) as quarter,
                               count(*) as suspects
                        from since, today
                        where not exists (select 1 from register_version d
                                          where d.case_id = since.case_id and d.kind = 'CaseDetails'
                                            and d.superseded_at is null and not d.withdrawn
                                            and d.body ->> 'closedAt' is not null)
                        group by 1
                        """)
                .param("now", Times.utc(now))
                .query(Age.class)
                .list()
                .forEach(a -> ages.put(a.quarter, a.suspects));
        String[] words = {"under 3 months", "3 to 6 months", "6 to 9 months", "9 to 12 months", "12 months and more"};
        for (int n = 0; n < words.length; n++) {
            all.add(new Measure(
                    group, words[n], Long.toString(ages.getOrDefault(n, 0L)), "suspects in a case", Measures.NOW));
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
                    counts.number(
                            "select count(*) from obligation where rule_id = 'enforcement' and level = ? and state = 'OPEN' and due < ?",
                            level[0],
                            Times.utc(now)),
                    "suspects",
                    Measures.NOW));
            all.add(new Measure(
                    group,
                    level[1] + ": in time",
                    counts.met("enforcement", "level", level[0], now),
                    "suspects whose time came",
                    Measures.LAST));
        }
        all.add(new Measure(
                "Warrants and other enforcement, by level",
                "warrants not allocated in their time",
                Long.toString(figures.overdueAt("warrant-allocated", now)),
                "warrants",
                Measures.NOW));
    }
}
