package org.curlew.triage.reviews;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.obligations.Obligation;
import org.curlew.triage.obligations.WorkingDays;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.Entry.Links;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Cover for reviews without a slot: proposed from the shortfall, asked of a person, accepted or declined by that person
 * alone. What is accepted becomes slots, and the reviews that would lapse first go to the deputy.
 */
@Service
public class ReviewCover {

    private final JdbcClient jdbc;
    private final ReviewCapacity capacity;
    private final Assignments assignments;
    private final Notifications notifications;
    private final ActLog acts;
    private final Clock clock;
    private final WorkingDays workingDays = new WorkingDays();

    public ReviewCover(
            JdbcClient jdbc,
            ReviewCapacity capacity,
            Assignments assignments,
            Notifications notifications,
            ActLog acts,
            Clock clock) {
        this.jdbc = jdbc;
        this.capacity = capacity;
        this.assignments = assignments;
        this.notifications = notifications;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * What would close the gap.
     *
     * @param reviews without a slot
     * @param perDay more reviews each working day, rounded up to tenths
     * @param lapsesFrom due time of the first review without a slot
     */
    public record Proposal(int reviews, LocalDate from, LocalDate to, double perDay, Instant lapsesFrom) {}

    /** Cover that was asked for; accepted is null until it is answered. */
    public record Request(
            long id,
            String deputy,
            LocalDate from,
            LocalDate to,
            double perDay,
            String reason,
            String askedBy,
            Instant askedAt,
            Instant answeredAt,
            Boolean accepted,
            String answer) {}

    /** The cover that the present shortfall needs; empty when every review has a slot. */
    public Optional<Proposal> proposal(ReviewCapacity.Outlook outlook) {
        if (outlook.shortfall() == 0) {
            return Optional.empty();
        }
        LocalDate today = clock.instant().atZone(Times.UK).toLocalDate();
        return Optional.of(new Proposal(
                outlook.shortfall(),
                today,
                outlook.to(),
                capacity.perDay(outlook.shortfall(), today, outlook.to()),
                outlook.lapsesFrom()));
    }

    /** Asks a person to do reviews for others in a period, so many each working day; tells that person. */
    @Transactional
    public long ask(String deputy, LocalDate from, LocalDate to, double perDay, String reason, String actor) {
        if (deputy == null || deputy.isBlank() || reason == null || reason.isBlank()) {
            throw new ReviewException("Cover: name whom you ask and say why");
        }
        // Cover opens cases of every team to the deputy: it takes one who asks and one who agrees.
        if (deputy.strip().equals(actor)) {
            throw new ReviewException("Cover, deputy: ask somebody else; nobody asks themselves for cover");
        }
        LocalDate today = clock.instant().atZone(Times.UK).toLocalDate();
        if (from == null || to == null || to.isBefore(from) || to.isBefore(today)) {
            throw new ReviewException("Cover, to: the end must not lie before the start or before today");
        }
        if (!(perDay > 0 && perDay <= 50)) {
            throw new ReviewException("Cover, perDay: more than nought and at most 50 reviews a working day");
        }
        long id = jdbc.sql("""
                        insert into review_cover (deputy, from_day, to_day, per_day, reason, asked_by, asked_at)
                        values (?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(deputy.strip(), from, to, perDay, reason.strip(), actor, Times.utc(clock.instant()))
                .query(Long.class)
                .single();
        record(actor, "REVIEW_COVER_ASKED", id, reason);
        notifications.tell(
                deputy.strip(),
                "E1",
                actor + " asks you to cover 28-day reviews from " + from + " to " + to + ", " + perDay
                        + " a working day: " + reason.strip() + ". Answer on the page of 28-day reviews");
        return id;
    }

    /**
     * The asked person agrees: the slots count from now on, and the reviews that would lapse first are theirs.
     *
     * @return how many reviews were given to the deputy
     */
    @Transactional
    public int accept(long id, String actor) {
        Request request = answered(id, true, "", actor);
        List<Obligation> lapsing = capacity.withoutSlot();
        LocalDate today = clock.instant().atZone(Times.UK).toLocalDate();
        LocalDate from = request.from().isBefore(today) ? today : request.from();
        int room = ReviewCapacity.whole(
                request.perDay() * workingDays.between(from, request.to().plusDays(1)));
        capacity.slots(actor, from, request.to(), request.perDay(), actor);
        int given = 0;
        Map<Long, Assignments.Assignment> standing = assignments.deputies();
        for (Obligation review : lapsing) {
            if (given < room && !standing.containsKey(review.caseId()) && !supervises(actor, review.caseId())) {
                assignments.deputise(
                        review.caseId(), actor, request.to(), "cover: " + request.reason(), id, request.askedBy());
                given++;
            }
        }
        notifications.tell(
                request.askedBy(),
                "E1",
                actor + " accepted cover for 28-day reviews until " + request.to() + "; " + given
                        + (given == 1 ? " review was given over" : " reviews were given over"));
        return given;
    }

    /** The asked person cannot: the asker is told why and asks someone else. */
    @Transactional
    public void decline(long id, String why, String actor) {
        if (why == null || why.isBlank()) {
            throw new ReviewException("Cover, answer: say why, so that someone else can be asked");
        }
        Request request = answered(id, false, why.strip(), actor);
        notifications.tell(
                request.askedBy(), "E1", actor + " cannot cover 28-day reviews (" + why.strip() + "); ask another");
    }

    /** Requests that wait for this person's answer, oldest first. */
    public List<Request> waitingFor(String deputy) {
        return jdbc.sql("select * from review_cover where deputy = ? and answered_at is null order by id")
                .param(deputy)
                .query((row, n) -> row(row))
                .list();
    }

    /** The last requests, the newest first. */
    public List<Request> last(int limit) {
        return jdbc.sql("select * from review_cover order by id desc limit ?")
                .param(limit)
                .query((row, n) -> row(row))
                .list();
    }

    private Request answered(long id, boolean accepted, String answer, String actor) {
        Request request = jdbc.sql("select * from review_cover where id = ? for update")
                .param(id)
                .query((row, n) -> row(row))
                .optional()
                .orElseThrow(() -> new ReviewException("Cover " + id + ": there is no such request"));
        if (!request.deputy().equals(actor)) {
            throw new ReviewException("Cover " + id + ": " + request.deputy() + " was asked, and alone answers");
        }
        if (request.answeredAt() != null) {
            throw new ReviewException("Cover " + id + ": was answered already");
        }
        jdbc.sql("update review_cover set answered_at = ?, accepted = ?, answer = ? where id = ?")
                .params(Times.utc(clock.instant()), accepted, answer, id)
                .update();
        record(actor, accepted ? "REVIEW_COVER_ACCEPTED" : "REVIEW_COVER_DECLINED", id, answer);
        return request;
    }

    private boolean supervises(String name, long caseId) {
        return jdbc.sql("""
                        select exists (select from register_version where kind = 'CaseDetails' and case_id = ?
                                       and superseded_at is null and not withdrawn and body ->> 'supervisor' = ?)
                        """).params(caseId, name).query(Boolean.class).single();
    }

    private void record(String actor, String act, long id, String reason) {
        acts.record(actor, act, ProcessingAct.ALTERATION, Links.none(), Map.of("cover", id, "reason", reason.strip()));
    }

    private static Request row(ResultSet row) throws SQLException {
        return new Request(
                row.getLong("id"),
                row.getString("deputy"),
                row.getObject("from_day", LocalDate.class),
                row.getObject("to_day", LocalDate.class),
                row.getDouble("per_day"),
                row.getString("reason"),
                row.getString("asked_by"),
                Times.instant(row, "asked_at"),
                Times.instant(row, "answered_at"),
                row.getObject("accepted", Boolean.class),
                row.getString("answer"));
    }
}
