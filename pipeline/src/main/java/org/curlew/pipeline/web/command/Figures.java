package org.curlew.pipeline.web.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.curlew.pipeline.web.Recent;
import org.curlew.pipeline.web.RecentAnswers;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.ExhibitStates;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The board's counts as they stood at any instant, replayed from what was recorded. */
@Service
@ConditionalOnWebApplication
class Figures {

    /** Days that are kept: a meeting asks for the same two again and again, and counting a large force takes seconds. */
    private static final int KEPT = 64;

    /** A day that is over changes only by what is recorded late. */
    private static final Duration FRESH_WHEN_OVER = Duration.ofMinutes(1);

    /** What is counted up to now, and says when, may be so old. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Queue queue;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final RecentAnswers<LocalDate, List<Figure>> days;
    private final RecentAnswers<LocalDate, List<Figure>> past;
    private final RecentAnswers<Period, Flow> periods;

    Figures(Queue queue, JdbcClient jdbc, Clock clock) {
        this.queue = queue;
        this.jdbc = jdbc;
        this.clock = clock;
        this.days = new RecentAnswers<>(day -> at(end(day)), KEPT, FRESH, LIMIT);
        this.past = new RecentAnswers<>(day -> at(end(day)), KEPT, FRESH_WHEN_OVER, LIMIT);
        this.periods = new RecentAnswers<>(p -> flow(end(p.from), end(p.to)), KEPT, FRESH, LIMIT);
    }

    private record Period(LocalDate from, LocalDate to) {}

    /**
     * One count.
     *
     * @param what unit and state in words
     * @param children a count about children at risk
     * @param list the page behind the figure as it is now, or null
     */
    record Figure(String key, String what, long value, boolean children, String list) {}

    /** The figures of the end of a day, or of now where it is not over; counted up to some minutes ago, when is told with them. */
    Recent.Held<List<Figure>> on(LocalDate day) {
        return (isOver(day) ? past : days).get(day);
    }

    private boolean isOver(LocalDate day) {
        return day.isBefore(LocalDate.ofInstant(clock.instant(), Times.UK));
    }

    /** What came and went between the ends of two days, in the same way. */
    Flow between(LocalDate from, LocalDate to) {
        return periods.get(new Period(from, to)).value();
    }

    private Instant end(LocalDate day) {
        Instant end = day.plusDays(1).atStartOfDay(Times.UK).toInstant();
        Instant now = clock.instant();
        return end.isAfter(now) ? now : end;
    }

    List<Figure> at(Instant at) {
        return List.of(
                overdue("rui-reassessment", "risk reassessments of released suspects past due", true, at),
                overdue("supervisor-review", "28-day reviews past due", true, at),
                new Figure("released", "suspects released under investigation", released(at), true, null),
                new Figure("depth", "exhibits waiting for a result", queue.depthAt(at), false, "/queue"),
                overdue("warrant-allocated", "warrants past their time for allocation", false, at),
                overdue("referral-assessed", "referrals past their time for assessment", false, at),
                overdue("welfare-ongoing", "welfare checks of suspects past due", false, at),
                new Figure(
                        "ungraded-upload",
                        "exhibits graded and not uploaded to CAID",
                        inState(at, ExhibitState.GRADED, ExhibitState.RELEASED),
                        false,
                        "/command/graded"),
                new Figure(
                        "uploaded",
                        "exhibits uploaded to CAID",
                        inState(at, ExhibitState.UPLOADED, ExhibitState.CLOSED),
                        false,
                        null));
    }

    /** Subjects whose last duty due before the instant was not done by it; what was missed and came round counts once. */
    long overdueAt(String rule, Instant at) {
        return jdbc.sql("""
                        select count(*) from (
                            select distinct on (subject) met_at from obligation
                            where rule_id = :rule and due < :at and period <= :at and state <> 'ENDED'
                            order by subject, due desc) o
                        where o.met_at is null or o.met_at > :at
                        """)
                .param("rule", rule)
                .param("at", Times.utc(at))
                .query(Long.class)
                .single();
    }

    /** Exhibits received and exhibits that left the queue in a period. */
    record Flow(long in, long out) {}

    Flow flow(Instant from, Instant to) {
        long in = jdbc.sql("select count(*) from exhibit where created_at >= ? and created_at < ?")
                .params(Times.utc(from), Times.utc(to))
                .query(Long.class)
                .single();
        return new Flow(in, in - (queue.depthAt(to) - queue.depthAt(from)));
    }

    private Figure overdue(String rule, String what, boolean children, Instant at) {
        return new Figure(rule, what, overdueAt(rule, at), children, "/suspects/due/" + rule);
    }

    private long released(Instant at) {
        return jdbc.sql("""
                        select count(*) from (
                            select distinct on (case_id, person_id) body->>'kind' as kind from register_version
                            where kind = 'ReleaseStatus' and not withdrawn and superseded_at is null
                              and (body->>'at')::timestamptz <= ?
                            order by case_id, person_id, (body->>'at')::timestamptz desc) s
                        where s.kind = 'RUI'
                        """).param(Times.utc(at)).query(Long.class).single();
    }

    private long inState(Instant at, ExhibitState... states) {
        return jdbc.sql("select count(*) from (%s) s".formatted(ExhibitStates.stoodIn(List.of(states))))
                .param("at", Times.utc(at))
                .query(Long.class)
                .single();
    }
}
