package org.curlew.triage.reviews;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.obligations.Happenings;
import org.curlew.triage.queue.Band;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.Entry.Links;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Samples of closed reviews, graded as the inspectorate does, so that results compare. */
@Service
public class Audits {

    private final JdbcClient jdbc;
    private final Queue queue;
    private final Happenings happenings;
    private final ActLog acts;
    private final Clock clock;

    public Audits(JdbcClient jdbc, Queue queue, Happenings happenings, ActLog acts, Clock clock) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.happenings = happenings;
        this.acts = acts;
        this.clock = clock;
    }

    public enum Grade {
        GOOD,
        REQUIRING_IMPROVEMENT,
        INADEQUATE
    }

    public enum Sampling {
        RANDOM,
        /** Urgent bands and flagged reviews are drawn more often; every review can be drawn. */
        RISK_WEIGHTED
    }

    /** A review drawn for audit. */
    public record Drawn(long id, long reviewId, String sample, Grade grade, String findings) {}

    /** A sample: how many reviews were drawn, when, and how many of them are graded. */
    public record Sample(String name, Instant drawnAt, int drawn, int graded) {}

    private record Candidate(long id, long caseId, boolean flagged) {}

    /**
     * Draws reviews closed in a period; what a sample of this name holds already stays in it.
     *
     * @param sample the sample's name; the same name, seed and reviews draw the same
     * @throws ReviewException naming the field that cannot be
     */
    @Transactional
    public List<Drawn> draw(
            String sample, Sampling how, int number, Instant from, Instant to, long seed, String actor) {
        require(sample != null && !sample.isBlank(), "sample", "give it a name");
        require(how != null, "sampling", "choose random or risk-weighted");
        require(number >= 1 && number <= 500, "number", "from 1 to 500 reviews");
        require(from != null && to != null && from.isBefore(to), "from", "the period begins before it ends");
        List<Candidate> candidates = jdbc.sql("""
                        select id, case_id, quality_flag is not null as flagged from review
                        where closed_at >= ? and closed_at < ? order by id
                        """)
                .params(Times.utc(from), Times.utc(to))
                .query(Candidate.class)
                .list();
        Map<Long, Band> bands = queue.bandsByCase();
        Random random = new Random(seed);
        record Keyed(Candidate candidate, double key) {}
        List<Keyed> keyed = new ArrayList<>();
        for (Candidate c : candidates) {
            // A case without a waiting exhibit has no band now.
            double weight = weight(how, c.flagged, bands.getOrDefault(c.caseId, Band.P2));
            // Efraimidis and Spirakis: the largest u^(1/w) are a weighted sample without replacement.
            keyed.add(new Keyed(c, Math.pow(random.nextDouble(), 1 / weight)));
        }
        keyed.stream()
                .sorted(Comparator.comparing(Keyed::key).reversed())
                .limit(number)
                .forEach(k -> jdbc.sql("""
                                insert into review_audit (review_id, sample, drawn_at) values (?, ?, ?)
                                on conflict do nothing
                                """)
                        .params(k.candidate.id, sample, Times.utc(clock.instant()))
                        .update());
        acts.record(
                actor,
                "REVIEW_AUDIT_DRAWN",
                ProcessingAct.NONE,
                Links.none(),
                Map.of("sample", sample, "sampling", how.name(), "number", number, "seed", seed));
        return drawn(sample);
    }

    /** How much more often than the least a review is drawn: 1 to 5 by band, four times that where it is flagged. */
    static int weight(Sampling how, boolean flagged, Band band) {
        return how == Sampling.RANDOM ? 1 : (flagged ? 4 : 1) * (5 - band.ordinal());
    }

    private static void require(boolean right, String field, String what) {
        if (!right) {
            throw new ReviewException("Audit, " + field + ": " + what);
        }
    }

    /** Every sample that was drawn, the newest first. */
    public List<Sample> samples() {
        return jdbc.sql("""
                        select sample, max(drawn_at) as drawn_at, count(*) as drawn, count(grade) as graded
                        from review_audit group by sample order by max(drawn_at) desc, sample
                        """)
                .query((row, n) -> new Sample(
                        row.getString("sample"),
                        Times.instant(row, "drawn_at"),
                        row.getInt("drawn"),
                        row.getInt("graded")))
                .list();
    }

    /** A review drawn for audit, by the audit's number. */
    public Optional<Drawn> find(long auditId) {
        return jdbc.sql("select id, review_id, sample, grade, findings from review_audit where id = ?")
                .param(auditId)
                .query(Drawn.class)
                .optional();
    }

    public List<Drawn> drawn(String sample) {
        return jdbc.sql("select id, review_id, sample, grade, findings from review_audit where sample = ? order by id")
                .param(sample)
                .query(Drawn.class)
                .list();
    }

    /** Grades a drawn review; the reviewer cannot audit their own. The sample is done with its last grade. */
    @Transactional
    public void grade(long auditId, Grade grade, String findings, String auditor) {
        require(grade != null, "grade", "choose good, requiring improvement or inadequate");
        require(grade == Grade.GOOD || findings != null && !findings.isBlank(), "findings", "say what is to be better");
        // The last two of a sample graded at once: the one that comes second sees the other, and the audit is done.
        jdbc.sql("""
                        select id from review_audit
                        where sample = (select sample from review_audit where id = ?) order by id for update
                        """).param(auditId).query(Long.class).list();
        int updated = jdbc.sql("""
                        update review_audit a set grade = ?, findings = ?, auditor = ?, graded_at = ?
                        from review r where r.id = a.review_id and a.id = ? and r.reviewer <> ? and a.grade is null
                        """)
                .params(grade.name(), findings, auditor, Times.utc(clock.instant()), auditId, auditor)
                .update();
        if (updated == 0) {
            throw new ReviewException(
                    "Audit " + auditId + " cannot be graded: it is graded, not drawn, or the auditor wrote the review");
        }
        long caseId = jdbc.sql(
                        "select r.case_id from review r join review_audit a on a.review_id = r.id where a.id = ?")
                .param(auditId)
                .query(Long.class)
                .single();
        acts.record(
                auditor,
                "REVIEW_AUDITED",
                ProcessingAct.ALTERATION,
                Links.ofCase(caseId),
                Map.of("audit", auditId, "grade", grade.name()));
        String sample = jdbc.sql("select sample from review_audit where id = ?")
                .param(auditId)
                .query(String.class)
                .single();
        if (drawn(sample).stream().allMatch(d -> d.grade() != null)) {
            happenings.report("AUDIT_DONE", "board", clock.instant(), null, auditor);
        }
    }

    /** Grades of a sample: "0 good, 10 requiring improvement, 11 inadequate". */
    public String summary(String sample) {
        List<Drawn> all = drawn(sample);
        return count(all, Grade.GOOD) + " good, " + count(all, Grade.REQUIRING_IMPROVEMENT) + " requiring improvement, "
                + count(all, Grade.INADEQUATE) + " inadequate";
    }

    private static long count(List<Drawn> all, Grade grade) {
        return all.stream().filter(d -> d.grade() == grade).count();
    }
}
