package org.curlew.grading.exposure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.curlew.grading.sessions.GradingException;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A grader's exposure, for that grader and the welfare role alone; who looks at another's is noted in the ledger. A supervisor sees through {@link Rota} who may be given work, and no
 * figure.
 */
@Service
public class ExposureReports {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final Clock clock;

    public ExposureReports(JdbcClient jdbc, TransactionTemplate transactions, Ledger ledger, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Who asks; whether they hold the welfare role is the caller's to know. */
    public record Asking(String person, boolean welfareRole) {}

    /**
     * A period.
     *
     * @param code class that the media have in the case now, "" while ungraded
     * @param coloured of the deliberate acts, those in colour
     * @param heard of the deliberate acts, those with sound
     * @param playedSeconds of the clips that were played
     */
    public record Line(
            String period,
            long caseId,
            String code,
            long seconds,
            long items,
            long deliberate,
            long coloured,
            long heard,
            long playedSeconds,
            int largestPixels) {}

    /**
     * A grader's exposure over a period.
     *
     * @param today of the time, what was today; null where nothing was
     * @param shown media shown small, each as often as it was shown
     * @param revealed deliberate acts: enlarged, sharpened, coloured, heard, played
     * @param coloured of these, those in colour
     * @param heard of these, those with sound
     * @param played of the clips that were played
     * @param unknown distinct media that no hash set knows by an exact digest: what nobody has seen before weighs most (practice 2.10,
     *     row 3)
     * @param classes distinct media by the class they have in their case now, "" while ungraded
     */
    public record Total(
            String grader,
            Duration time,
            Duration today,
            long shown,
            long revealed,
            long coloured,
            long heard,
            Duration played,
            long unknown,
            SortedMap<String, Long> classes,
            Instant last) {}

    /** Every grader's exposure since a day, the longest first; for the welfare role. */
    public List<Total> everybody(Asking asking, LocalDate from) {
        if (!asking.welfareRole()) {
            throw new GradingException("Everybody's exposure is shown to the welfare role only.");
        }
        note(asking, "every grader");
        Map<String, Seen> seen = seen(from);
        return jdbc.sql("""
                        select grader, sum(seconds) as seconds, sum(seconds) filter (where at >= :today) as today,
                               coalesce(sum(cardinality(items)) filter (where act = 'SHOWN'), 0) as shown,
                               count(*) filter (where act not in ('SHOWN', 'GRADED')) as revealed,
                               count(*) filter (where act = 'COLOURED') as coloured,
                               count(*) filter (where act = 'HEARD') as heard,
                               coalesce(sum(played_seconds), 0) as played, max(at) as last
                        from exposure_event where at >= :from group by grader order by seconds desc, grader
                        """)
                .param("from", start(from))
                .param("today", start(today()))
                .query((row, n) -> {
                    Seen what = seen.getOrDefault(row.getString("grader"), new Seen());
                    return new Total(
                            row.getString("grader"),
                            Duration.ofSeconds(row.getLong("seconds")),
                            row.getObject("today") == null ? null : Duration.ofSeconds(row.getLong("today")),
                            row.getLong("shown"),
                            row.getLong("revealed"),
                            row.getLong("coloured"),
                            row.getLong("heard"),
                            Duration.ofSeconds(row.getLong("played")),
                            what.unknown,
                            what.classes,
                            Times.instant(row, "last"));
                })
                .list();
    }

    /** What one grader saw of it, each media of a case once. */
    private static final class Seen {
        private long unknown;
        private final SortedMap<String, Long> classes = new TreeMap<>();
    }

    private Map<String, Seen> seen(LocalDate from) {
        Map<String, Seen> seen = new HashMap<>();
        jdbc.sql("""
                        with media as (
                            select distinct e.grader, e.case_id, i.sha256
                            from exposure_event e cross join lateral unnest(e.items) as i(sha256) where e.at >= ?)
                        select m.grader, coalesce(g.code, '') as code, count(*) as media,
                               count(*) filter (where not exists (
                                   select from occurrence o join exhibit x on x.id = o.exhibit_id
                                   where o.sha256 = m.sha256 and x.case_id = m.case_id
                                     and o.match_role is not null and o.match_kind <> 'pdq')) as unknown
                        from media m
                        left join lateral (select code from grade_in_force g where g.case_id = m.case_id
                            and g.sha256 = m.sha256 order by g.id desc limit 1) g on true
                        group by 1, 2
                        """).param(start(from)).query(row -> {
            Seen what = seen.computeIfAbsent(row.getString("grader"), g -> new Seen());
            what.unknown += row.getLong("unknown");
            what.classes.put(row.getString("code"), row.getLong("media"));
        });
        return seen;
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
        return jdbc.sql(TimeSpent.SPENT + """
                        , v as (select s.*, (s.at at time zone 'Europe/London')::date as day from spent s)
                        select %s as period, v.case_id, coalesce(g.code, '') as code,
                               round(sum(v.seconds::numeric / cardinality(v.items)))::bigint as seconds,
                               count(*) filter (where v.act = 'SHOWN') as items,
                               count(*) filter (where v.act not in ('SHOWN', 'GRADED')) as deliberate,
                               count(*) filter (where v.act = 'COLOURED') as coloured,
                               count(*) filter (where v.act = 'HEARD') as heard,
                               coalesce(sum(v.played_seconds), 0) as played_seconds,
                               max(v.pixels) as largest_pixels
                        from v cross join lateral unnest(v.items) as i(sha256)
                        left join lateral (select code from grade_in_force g where g.case_id = v.case_id
                            and g.sha256 = i.sha256 order by g.id desc limit 1) g on true
                        group by 1, 2, 3 order by max(v.at) desc, 1, 2, 3
                        """.formatted(period))
                .param("graders", new String[] {Exposure.key(grader)})
                .param("from", start(from))
                .query(Line.class)
                .list();
    }

    private void require(Asking asking, String grader) {
        if (!asking.welfareRole() && !Exposure.key(asking.person()).equals(Exposure.key(grader))) {
            throw new GradingException("A grader's exposure is shown to that grader and to the welfare role only.");
        }
        if (!Exposure.key(asking.person()).equals(Exposure.key(grader))) {
            note(asking, Exposure.key(grader));
        }
    }

    private void note(Asking asking, String whose) {
        transactions.executeWithoutResult(
                _ -> ledger.append(LedgerEntry.of(asking.person(), "EXPOSURE_VIEWED", ProcessingAct.CONSULTATION)
                        .with("of", whose)));
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
