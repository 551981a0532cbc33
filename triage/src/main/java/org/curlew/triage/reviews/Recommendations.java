package org.curlew.triage.reviews;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Recommendations with a measure that is asked anew each time: nobody types in how well it goes. */
@Service
public class Recommendations {

    private final JdbcClient jdbc;
    private final Queue queue;
    private final Obligations obligations;
    private final ActLog acts;
    private final Clock clock;

    public Recommendations(JdbcClient jdbc, Queue queue, Obligations obligations, ActLog acts, Clock clock) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.obligations = obligations;
        this.acts = acts;
        this.clock = clock;
    }

    /** A live measure, with its unit and state. */
    public enum Measure {
        EXHIBITS_WAITING("exhibits waiting for examination"),
        OLDEST_EXHIBIT_DAYS("days the oldest exhibit has waited"),
        REASSESSMENTS_OVERDUE("risk reassessments overdue"),
        REVIEWS_OVERDUE("28-day reviews overdue"),
        REVIEWS_MISSED("28-day periods without a review"),
        WARRANTS_UNALLOCATED_LATE("warrants past their time for allocation"),
        REFERRALS_UNASSESSED_LATE("referrals past their time for assessment");

        private final String unit;

        Measure(String unit) {
            this.unit = unit;
        }

        /** What is counted: "exhibits waiting for examination". */
        public String unit() {
            return unit;
        }
    }

    public record Recommendation(
            long id,
            String text,
            String source,
            LocalDate due,
            Measure measure,
            String owner,
            String evidence,
            Instant closedAt) {}

    /** A measure's value now: "624 exhibits waiting for examination, as at …". */
    public record Reading(Measure measure, long value, Instant at) {
        public String words() {
            return value + " " + (value == 1 ? measure.unit.replaceFirst("s\\b", "") : measure.unit);
        }
    }

    /**
     * Records a recommendation; gives its number.
     *
     * @throws ReviewException naming the field that is missing
     */
    @Transactional
    public long add(String text, String source, LocalDate due, Measure measure, String owner, String actor) {
        present("text", text);
        present("source", source);
        present("due", due);
        present("measure", measure);
        present("owner", owner);
        long id = jdbc.sql("""
                        insert into recommendation (text, source, due, measure, owner) values (?, ?, ?, ?, ?) returning id
                        """)
                .params(text, source, due, measure.name(), owner)
                .query(Long.class)
                .single();
        act(actor, "RECOMMENDATION_ADDED", id, Map.of("measure", measure.name(), "due", due.toString()));
        return id;
    }

    private static void present(String field, Object value) {
        if (value == null || value instanceof String text && text.isBlank()) {
            throw new ReviewException("Recommendation, " + field + ": is missing");
        }
    }

    private void act(String actor, String kind, long id, Map<String, Object> details) {
        Map<String, Object> all = new TreeMap<>(details);
        all.put("recommendation", id);
        acts.record(actor, kind, ProcessingAct.NONE, Entry.Links.none(), all);
    }

    public List<Recommendation> list() {
        return jdbc.sql("select * from recommendation order by due, id")
                .query((row, n) -> new Recommendation(
                        row.getLong("id"),
                        row.getString("text"),
                        row.getString("source"),
                        row.getObject("due", LocalDate.class),
                        Measure.valueOf(row.getString("measure")),
                        row.getString("owner"),
                        row.getString("evidence"),
                        Times.instant(row, "closed_at")))
                .list();
    }

    /** A recommendation with its measure as it is now. */
    public record Tracked(Recommendation recommendation, Reading reading) {}

    /** {@link #list}, each measured now. */
    public List<Tracked> tracked() {
        return list().stream().map(r -> new Tracked(r, read(r.measure()))).toList();
    }

    /** Adds a line of evidence to an open recommendation; earlier lines stay. */
    @Transactional
    public void evidence(long id, String line, String actor) {
        present("evidence", line);
        int added = jdbc.sql("update recommendation set evidence = evidence || ? where id = ? and closed_at is null")
                .params(clock.instant() + " " + actor + ": " + line.strip() + "\n", id)
                .update();
        if (added == 0) {
            throw new ReviewException(
                    "Recommendation " + id + " takes no evidence: there is none of this number, or it is closed");
        }
        act(actor, "RECOMMENDATION_EVIDENCE", id, Map.of("line", line));
    }

    /** Closes a recommendation, which needs evidence. */
    @Transactional
    public void close(long id, String actor) {
        int closed = jdbc.sql(
                        "update recommendation set closed_at = ? where id = ? and evidence <> '' and closed_at is null")
                .params(Times.utc(clock.instant()), id)
                .update();
        if (closed == 0) {
            throw new ReviewException("Recommendation " + id + " cannot be closed: it has no evidence, or is closed");
        }
        act(actor, "RECOMMENDATION_CLOSED", id, Map.of());
    }

    public Reading read(Measure measure) {
        Instant now = clock.instant();
        long value =
                switch (measure) {
                    case EXHIBITS_WAITING -> queue.depthAt(now);
                    case OLDEST_EXHIBIT_DAYS ->
                        queue.oldest()
                                .map(since ->
                                        java.time.Duration.between(since, now).toDays())
                                .orElse(0L);
                    case REASSESSMENTS_OVERDUE -> obligations.overdueCount("rui-reassessment");
                    case REVIEWS_OVERDUE -> obligations.overdueCount("supervisor-review");
                    case REVIEWS_MISSED ->
                        jdbc.sql(
                                        "select count(*) from obligation where rule_id = 'supervisor-review' and state = 'MISSED'")
                                .query(Long.class)
                                .single();
                    case WARRANTS_UNALLOCATED_LATE -> obligations.overdueCount("warrant-allocated");
                    case REFERRALS_UNASSESSED_LATE -> obligations.overdueCount("referral-assessed");
                };
        return new Reading(measure, value, now);
    }
}
