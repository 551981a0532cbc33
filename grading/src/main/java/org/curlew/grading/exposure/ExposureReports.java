package org.curlew.grading.exposure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.curlew.grading.sessions.GradingException;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * A grader's exposure, for that grader and the welfare role alone. A supervisor sees through {@link Rota} who may be given work, and no
 * figure.
 */
@Service
public class ExposureReports {

    private final JdbcClient jdbc;
    private final Clock clock;

    public ExposureReports(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Who asks; whether they hold the welfare role is the caller's to know. */
    public record Asking(String person, boolean welfareRole) {}

    /**
     * A period.
     *
     * @param code class that the media have in the case now, "" while ungraded
     */
    public record Line(
            String period, long caseId, String code, long seconds, long items, long deliberate, int largestPixels) {}

    /** A grader's exposure over a period: media shown small, and deliberate acts (enlarged, sharpened, coloured, heard, played). */
    public record Total(String grader, Duration time, long shown, long revealed, Instant last) {}

    /** Every grader's exposure since a day, the longest first; for the welfare role. */
    public List<Total> everybody(Asking asking, LocalDate from) {
        if (!asking.welfareRole()) {
            throw new GradingException("Everybody's exposure is shown to the welfare role only.");
        }
        return jdbc.sql("""
                        select grader, sum(seconds) as seconds,
                               coalesce(sum(cardinality(items)) filter (where act = 'SHOWN'), 0) as shown,
                               count(*) filter (where act <> 'SHOWN') as revealed, max(at) as last
                        from exposure_event where at >= ? group by grader order by seconds desc, grader
                        """)
                .param(start(from))
                .query((row, n) -> new Total(
                        row.getString("grader"),
                        Duration.ofSeconds(row.getLong("seconds")),
                        row.getLong("shown"),
                        row.getLong("revealed"),
                        Times.instant(row, "last")))
                .list();
    }

    /** By session, the latest first; looks outside of a session come by their day. */
    public List<Line> bySession(Asking asking, String grader, LocalDate from) {
        return lines(asking, grader, from, "coalesce('session ' || v.session_id, to_char(v.day, 'YYYY-MM-DD'))");
    }

    public List<Line> byDay(Asking asking, String grader, LocalDate from) {
        return lines(asking, grader, from, "to_char(v.day, 'YYYY-MM-DD')");
    }

    /** By ISO week, which starts on Monday. */
    public List<Line> byWeek(Asking asking, String grader, LocalDate from) {
        return lines(asking, grader, from.with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY)), """
                to_char(v.day, 'IYYY-"W"IW')""");
    }

    /** Every act of a day, for the grader's own account. */
    public List<String> acts(Asking asking, String grader, LocalDate day) {
        require(asking, grader);
        List<String> acts = new ArrayList<>();
        jdbc.sql("""
                        select at, act, cardinality(items) as media, pixels from exposure_event
                        where grader = ? and at >= ? and at < ? order by at, id
                        """)
                .params(Exposure.key(grader), start(day), start(day.plusDays(1)))
                .query(row -> {
                    acts.add(Times.instant(row, "at") + " " + row.getString("act") + " " + row.getInt("media")
                            + " media at " + row.getInt("pixels") + " pixels");
                });
        return acts;
    }

    // A screenful's seconds are spread evenly over its media.
    private List<Line> lines(Asking asking, String grader, LocalDate from, String period) {
        require(asking, grader);
        return jdbc.sql("""
                        with v as (
                            select e.*, (e.at at time zone 'Europe/London')::date as day
                            from exposure_event e where e.grader = ? and e.at >= ?)
                        select %s as period, v.case_id, coalesce(g.code, '') as code,
                               round(sum(v.seconds::numeric / cardinality(v.items)))::bigint as seconds,
                               count(*) filter (where v.act = 'SHOWN') as items,
                               count(*) filter (where v.act <> 'SHOWN') as deliberate, max(v.pixels) as largest_pixels
                        from v cross join lateral unnest(v.items) as i(sha256)
                        left join lateral (select code from grade_in_force g where g.case_id = v.case_id
                            and g.sha256 = i.sha256 order by g.id desc limit 1) g on true
                        group by 1, 2, 3 order by max(v.at) desc, 1, 2, 3
                        """.formatted(period))
                .params(Exposure.key(grader), start(from))
                .query(Line.class)
                .list();
    }

    private static void require(Asking asking, String grader) {
        if (!asking.welfareRole() && !Exposure.key(asking.person()).equals(Exposure.key(grader))) {
            throw new GradingException("A grader's exposure is shown to that grader and to the welfare role only.");
        }
    }

    private static java.time.OffsetDateTime start(LocalDate day) {
        return Times.utc(day.atStartOfDay(Times.UK).toInstant());
    }

    /** Today where a police force reads its clocks. */
    public LocalDate today() {
        Instant now = clock.instant();
        return now.atZone(Times.UK).toLocalDate();
    }
}
