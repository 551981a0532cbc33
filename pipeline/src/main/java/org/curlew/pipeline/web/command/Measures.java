package org.curlew.pipeline.web.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.curlew.pipeline.web.Recent;
import org.curlew.triage.queue.Band;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.register.RegisterChanged;
import org.curlew.triage.register.Times;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The measures a force and an inspectorate ask for (practice 3.6), each with its unit, what is counted and over what time.
 * Counts of the whole force; no person and no case is named.
 */
@Service
@ConditionalOnWebApplication
class Measures {

    /** What fell due or was done is counted over this many days. */
    static final int DAYS = 28;

    /** Of fewer graders no time is shown, since it would be known whose it is: our judgement. */
    private static final int FEWEST_GRADERS = 3;

    static final String LAST = "last " + DAYS + " days";
    static final String NOW = "now";

    private final SuspectMeasures suspects;
    private final Queue queue;
    private final Figures figures;
    private final MeasureCounts counts;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final long residents;
    private final Recent<Taken> recent = new Recent<>(this::take, Duration.ofSeconds(5), Duration.ofMinutes(10));

    Measures(
            SuspectMeasures suspects,
            Queue queue,
            Figures figures,
            MeasureCounts counts,
            JdbcClient jdbc,
            Clock clock,
            @Value("${curlew.force.residents:0}") long residents) {
        this.suspects = suspects;
        this.queue = queue;
        this.figures = figures;
        this.counts = counts;
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

    /** The measures with the instant they were taken at, which may be some seconds ago, and minutes for a large force. */
    Taken taken() {
        return recent.get().value();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void changed(RegisterChanged change) {
        recent.forget();
    }

    Taken take() {
        Instant now = clock.instant();
        List<Measure> all = new ArrayList<>();
        suspects.addTo(all, now);
        queue(all, now);
        targets(all, now);
        decisions(all, now);
        children(all, now);
        exposure(all, now);
        return new Taken(List.copyOf(all), now);
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
                    counts.met("triage-target", "band", band.name(), now),
                    "exhibits whose time came",
                    LAST));
            all.add(new Measure(
                    "Targets of the bands",
                    band + ": completion in time",
                    counts.met("completion-target", "band", band.name(), now),
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
                counts.number("select count(*) from queue_override where at >= ?", from),
                "overrides",
                LAST));
        all.add(new Measure(
                group,
                "of them downgrades",
                counts.number("select count(*) from queue_override where downgrade and at >= ?", from),
                "overrides",
                LAST));
        all.add(new Measure(
                group,
                "lowered by the early end of an override",
                counts.number(
                        "select count(distinct exhibit_id) from queue_override"
                                + " where end_second_person is not null and ended_at >= ?",
                        from),
                "exhibits",
                LAST));
        all.add(new Measure(
                group, "returned to the owner without a triage result", counts.number("""
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
        all.add(new Measure(group, "graded", counts.number(reached.formatted("GRADED"), from), "exhibits", LAST));
        all.add(new Measure(
                group, "submitted to CAID", counts.number(reached.formatted("UPLOADED"), from), "exhibits", LAST));
        all.add(new Measure(
                group,
                "waiting for victim identification to be tasked",
                counts.number(
                        "select count(*) from obligation where rule_id = 'victim-identification' and state = 'OPEN'"),
                "exhibits",
                NOW));
        String notices = """
                select count(*) from register_version where kind = 'Ppn' and superseded_at is null and not withdrawn
                  and body ->> 'destination' = 'NONE'
                """;
        all.add(new Measure(
                group, "protection notices shared with nobody, with a reason", counts.number(notices), "notices", NOW));
        all.add(new Measure(
                group,
                "actionable alerts that nobody touched",
                counts.number("select count(*) from obligation where rule_id = 'p2p-alert-triaged' and state = 'OPEN'"),
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
        all.add(new Measure(group, "looking", hours(e.graders, e.hours), "hours, all graders", LAST));
        all.add(new Measure(group, "longest day of one grader", hours(e.graders, e.longest), "hours", LAST));
    }

    /** A grader's time is shown to that grader and the welfare lead: the figures of one or two graders are a person's. */
    static String hours(long graders, double hours) {
        return graders > 0 && graders < FEWEST_GRADERS
                ? "not shown of fewer than " + FEWEST_GRADERS + " graders"
                : String.format(Locale.UK, "%.1f", hours);
    }
}
