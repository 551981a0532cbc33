package org.curlew.pipeline.web.command;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.LongPredicate;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.triage.obligations.ObligationRules;
import org.curlew.triage.register.Times;
import org.curlew.triage.reviews.Audits;
import org.curlew.triage.reviews.Audits.Drawn;
import org.curlew.triage.reviews.Audits.Grade;
import org.curlew.triage.reviews.Audits.Sample;
import org.curlew.triage.reviews.Audits.Sampling;
import org.curlew.triage.reviews.Review;
import org.curlew.triage.reviews.ReviewException;
import org.curlew.triage.reviews.Reviews;
import org.curlew.triage.rules.RuleBook;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The audit of reviews: anybody of the board draws and counts; to read and grade one, its case must be open to you. */
@Service
@ConditionalOnWebApplication
public class ReviewAuditDesk {

    private static final SecureRandom SEEDS = new SecureRandom();

    private final Audits audits;
    private final Reviews reviews;
    private final CaseAccess access;
    private final Lookups lookups;
    private final RuleBook rules;

    ReviewAuditDesk(Audits audits, Reviews reviews, CaseAccess access, Lookups lookups, RuleBook rules) {
        this.audits = audits;
        this.reviews = reviews;
        this.access = access;
        this.lookups = lookups;
        this.rules = rules;
    }

    /** A drawn review; reference, reviewer and findings are null where its case is not open to the viewer. */
    public record Line(
            long audit,
            String reference,
            String reviewer,
            Instant closedAt,
            String flag,
            Grade grade,
            String findings) {}

    /** A sample with its grades in words, as the inspectorate counts them. */
    public record Shown(String sample, String summary, List<Line> lines) {}

    public List<Sample> samples() {
        return audits.samples();
    }

    /** How many reviews a sample holds by the rules in force. */
    public int number() {
        return rules.inForce("obligations", ObligationRules.class).auditSample();
    }

    /** Draws from the reviews signed in the days from the first to the last, both included. */
    @Transactional
    public Shown draw(Viewer viewer, String sample, Sampling how, Integer number, LocalDate from, LocalDate to) {
        if (from == null || to == null) {
            throw new ReviewException("Audit, from: give the first and the last day of the period");
        }
        String name = sample == null ? "" : sample.strip();
        if (samples().stream().anyMatch(s -> s.name().equals(name))) {
            throw new ReviewException("Audit, sample: " + name + " was drawn already; give this one another name");
        }
        List<Drawn> drawn = audits.draw(
                name,
                how,
                number == null ? number() : number,
                from.atStartOfDay(Times.UK).toInstant(),
                to.plusDays(1).atStartOfDay(Times.UK).toInstant(),
                SEEDS.nextLong(),
                viewer.name());
        if (drawn.isEmpty()) {
            throw new ReviewException("Audit, from: no review was signed in these days, so none is drawn");
        }
        return show(viewer, name);
    }

    public Shown show(Viewer viewer, String sample) {
        List<Drawn> drawn = audits.drawn(sample);
        if (drawn.isEmpty()) {
            throw new NotFoundException("There is no sample of this name");
        }
        LongPredicate visible = access.visibleTo(viewer);
        return new Shown(
                sample,
                audits.summary(sample),
                drawn.stream().map(d -> line(d, visible)).toList());
    }

    private Line line(Drawn drawn, LongPredicate visible) {
        Review review = reviews.find(drawn.reviewId()).orElseThrow();
        return visible.test(review.caseId())
                ? new Line(
                        drawn.id(),
                        lookups.caseReference(review.caseId()),
                        review.reviewer(),
                        review.closedAt(),
                        review.qualityFlag(),
                        drawn.grade(),
                        drawn.findings())
                : new Line(drawn.id(), null, null, review.closedAt(), null, drawn.grade(), null);
    }

    /** The review that was drawn, to be read. */
    public Review review(Viewer viewer, long audit) {
        Review review = reviews.find(find(audit).reviewId()).orElseThrow();
        access.require(viewer, review.caseId(), "audit of review " + review.id());
        return review;
    }

    @Transactional
    public void grade(Viewer viewer, long audit, Grade grade, String findings) {
        access.requireToChange(viewer, review(viewer, audit).caseId(), "audit of a review");
        audits.grade(audit, grade, findings, viewer.name());
    }

    private Drawn find(long audit) {
        return audits.find(audit).orElseThrow(() -> new NotFoundException("There is no audit " + audit));
    }
}
