package org.curlew.triage.reviews;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.obligations.Happenings;
import org.curlew.triage.obligations.Obligation;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.queue.Triggers;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.Entry.Links;
import org.curlew.triage.register.Json;
import org.curlew.triage.register.Times;
import org.curlew.triage.reviews.Review.Action;
import org.curlew.triage.reviews.Review.Answer;
import org.curlew.triage.reviews.Review.Decision;
import org.curlew.triage.rules.RuleBook;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The supervisor's 28-day review: saved as one types, closed only when each of its twelve parts is answered. */
@Service
public class Reviews {

    private final JdbcClient jdbc;
    private final RuleBook rules;
    private final Obligations obligations;
    private final Happenings happenings;
    private final Triggers triggers;
    private final Assignments assignments;
    private final ActLog acts;
    private final Clock clock;

    public Reviews(
            JdbcClient jdbc,
            RuleBook rules,
            Obligations obligations,
            Happenings happenings,
            Triggers triggers,
            Assignments assignments,
            ActLog acts,
            Clock clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.obligations = obligations;
        this.happenings = happenings;
        this.triggers = triggers;
        this.assignments = assignments;
        this.acts = acts;
        this.clock = clock;
    }

    public ReviewRules rules() {
        return rules.inForce("reviews", ReviewRules.class);
    }

    /** The open review of a case, started when there is none. A deputy's says for whom it is done. */
    @Transactional
    public Review start(long caseId, String reviewer) {
        String insteadOf = assignments
                .deputy(caseId)
                .filter(a -> a.reviewer().equals(reviewer))
                .map(Assignments.Assignment::insteadOf)
                .orElse(null);
        int started = jdbc.sql("""
                        insert into review (case_id, reviewer, instead_of, rule_version, started_at, answers, actions)
                        values (?, ?, ?, ?, ?, '{}', '[]') on conflict do nothing
                        """)
                .params(caseId, reviewer, insteadOf, rules().version(), Times.utc(clock.instant()))
                .update();
        if (started > 0) {
            act(reviewer, "REVIEW_STARTED", caseId, Map.of());
        }
        return open(caseId).orElseThrow();
    }

    public Optional<Review> open(long caseId) {
        return jdbc.sql("select * from review where case_id = ? and closed_at is null")
                .param(caseId)
                .query((row, n) -> row(row))
                .optional();
    }

    public Optional<Review> find(long id) {
        return jdbc.sql("select * from review where id = ?")
                .param(id)
                .query((row, n) -> row(row))
                .optional();
    }

    /** Closed reviews of a case, the last first; the last one stands beside the new one in grey. */
    public List<Review> closed(long caseId) {
        return jdbc.sql(
                        "select * from review where case_id = ? and closed_at is not null order by closed_at desc, id desc")
                .param(caseId)
                .query((row, n) -> row(row))
                .list();
    }

    /**
     * Keeps one answer of an open review.
     *
     * @param author who writes it: the reviewer, or a colleague who knows more of it
     */
    @Transactional
    public Review answer(long id, String question, Answer answer, String author) {
        boolean known = rules().parts().stream()
                .anyMatch(p -> p.questions().keySet().stream().anyMatch(q -> question.equals(p.number() + "." + q)));
        if (!known) {
            throw new ReviewException("Review " + id + ": there is no question '" + question + "'");
        }
        Review open = openReview(id);
        // One answer is put beside the others in one statement: two people typing in two parts both keep theirs.
        int kept = jdbc.sql("""
                        update review set answers = answers || jsonb_build_object(?::text, ?::jsonb)
                        where id = ? and closed_at is null
                        """).params(question, Json.write(answer), id).update();
        if (kept == 0) {
            throw signed(id);
        }
        act(author, "REVIEW_ANSWERED", open.caseId(), Map.of("review", id, "question", question));
        return find(id).orElseThrow();
    }

    private void act(String actor, String kind, long caseId, Map<String, Object> details) {
        acts.record(actor, kind, ProcessingAct.ALTERATION, Links.ofCase(caseId), details);
    }

    /** What stands between an open review and its signature, part by part. */
    public List<ReviewGap> missing(long id, Decision decision, List<Action> actions) {
        return new Quality(rules()).missing(openReview(id).answers(), decision, actions);
    }

    /**
     * Signs the review.
     *
     * @throws ReviewException naming every part that is missing
     */
    @Transactional
    public Review close(long id, Decision decision, List<Action> actions) {
        // Whoever still answers waits until this one is signed, and is then told so.
        jdbc.sql("select id from review where id = ? for update")
                .param(id)
                .query(Long.class)
                .optional();
        Review review = openReview(id);
        Quality quality = new Quality(rules());
        List<ReviewGap> missing = quality.missing(review.answers(), decision, actions);
        if (!missing.isEmpty()) {
            throw new ReviewException("The review cannot be closed", missing);
        }
        Instant now = clock.instant();
        List<Review> before = closed(review.caseId());
        String flag = quality.flag(
                review.answers(), before.isEmpty() ? null : before.getFirst().answers());
        happenings.report("REVIEW_CLOSED", "case:" + review.caseId(), now, review.caseId(), review.reviewer());
        triggers.add(review.caseId(), "28-day review");
        obligations.tick();
        Instant next = nextDue(review.caseId()).map(Obligation::due).orElse(null);
        jdbc.sql("""
                        update review set closed_at = ?, decision = ?, actions = ?::jsonb, next_due = ?, quality_flag = ?,
                                          rule_version = ?
                        where id = ?
                        """)
                .params(
                        Times.utc(now),
                        decision.name(),
                        Json.write(actions),
                        Times.utc(next),
                        flag,
                        // What it was held against: rules may have changed since it was started.
                        rules().version(),
                        id)
                .update();
        assignments.end(review.caseId(), "the review is signed", review.reviewer());
        act(
                review.reviewer(),
                "REVIEW_CLOSED",
                review.caseId(),
                Map.of("review", id, "decision", decision.name(), "actions", actions.size(), "flagged", flag != null));
        return find(id).orElseThrow();
    }

    /** The case's next review. */
    public Optional<Obligation> nextDue(long caseId) {
        return obligations.open(Obligations.REVIEW, caseId).stream().findFirst();
    }

    /** Open cases with no new line of enquiry in their last two reviews (practice 1, row 28). */
    public List<Long> drifting() {
        return jdbc.sql("""
                        select case_id from (
                            select case_id, answers -> '7.enquiries' ->> 'noChange' as unchanged,
                                   row_number() over (partition by case_id order by closed_at desc) as n
                            from review where closed_at is not null) last
                        where n <= 2 and exists (select from obligation o where o.case_id = last.case_id and o.rule_id = ?
                                                 and o.state = 'OPEN')
                        group by case_id having count(*) = 2 and bool_and(unchanged = 'true')
                        """).param(Obligations.REVIEW).query(Long.class).list();
    }

    private Review openReview(long id) {
        Review review = find(id).orElseThrow(() -> new ReviewException("Review " + id + ": there is none"));
        if (review.closedAt() != null) {
            throw signed(id);
        }
        return review;
    }

    private static ReviewException signed(long id) {
        return new ReviewException("Review " + id + " is signed; start the next one to add to it");
    }

    @SuppressWarnings("unchecked")
    static Review row(ResultSet row) throws SQLException {
        Map<String, Answer> answers = new LinkedHashMap<>();
        Map<String, Object> raw = Json.read(row.getString("answers"), Map.class);
        raw.forEach((question, value) -> answers.put(question, Json.read(Json.write(value), Answer.class)));
        return new Review(
                row.getLong("id"),
                row.getLong("case_id"),
                row.getString("reviewer"),
                row.getString("instead_of"),
                row.getString("rule_version"),
                Times.instant(row, "started_at"),
                Times.instant(row, "closed_at"),
                answers,
                row.getString("decision") == null ? null : Decision.valueOf(row.getString("decision")),
                List.of(Json.read(row.getString("actions"), Action[].class)),
                Times.instant(row, "next_due"),
                row.getString("quality_flag"));
    }
}
