package org.curlew.triage.reviews;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.obligations.Deputies;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.Entry.Links;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.Times;
import org.curlew.triage.register.Versioned;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who reviews a case: its supervisor, another one to whom it was reassigned, or a deputy for a time. Each change is an act with
 * a reason; a review that is open at that moment goes along, with everything already written in it.
 */
@Service
public class Assignments implements Deputies {

    private final JdbcClient jdbc;
    private final Register register;
    private final Notifications notifications;
    private final ActLog acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    public Assignments(
            JdbcClient jdbc,
            Register register,
            Notifications notifications,
            ActLog acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.events = events;
        this.jdbc = jdbc;
        this.register = register;
        this.notifications = notifications;
        this.acts = acts;
        this.clock = clock;
    }

    public enum Kind {
        /** For good: the case has another supervisor. */
        REASSIGNED,
        /** For a time: the supervisor stays who they are. */
        DEPUTISED
    }

    /**
     * A change of who reviews.
     *
     * @param insteadOf the supervisor before, or the one deputised for; null where the case named none
     * @param untilDay last day of a deputy, included; null for a reassignment
     */
    public record Assignment(
            long id,
            long caseId,
            Kind kind,
            String reviewer,
            String insteadOf,
            LocalDate untilDay,
            String reason,
            String madeBy,
            Instant madeAt,
            Instant endedAt,
            String endReason) {}

    /**
     * Gives a case to another supervisor for good: a new version of its details, with the reason.
     *
     * @throws ReviewException where the case has no details, the name is the present supervisor's, or a reason is missing
     */
    @Transactional
    public void reassign(long caseId, String to, String reason, String actor) {
        require(caseId, to, reason);
        Versioned<CaseDetails> details = details(caseId);
        String before = details.entry().supervisor();
        if (Objects.equals(before, to)) {
            throw new ReviewException("Reassignment, to: " + to + " supervises the case already");
        }
        end(caseId, "the case was reassigned to " + to, actor);
        register.edit(
                details.id(), details.version(), details.entry().withSupervisor(to), actor, "reassigned: " + reason);
        insert(caseId, Kind.REASSIGNED, to, before, null, null, reason, actor);
        handOver(caseId, to, null);
        record(actor, "REVIEW_REASSIGNED", caseId, to, before, reason);
        notifications.tellOfCase(
                to, "E1", reference(caseId) + ": its 28-day reviews are yours now (" + reason + ")", caseId);
    }

    /**
     * Names a deputy for a case's next review.
     *
     * @param until last day, included
     * @param cover the accepted request that this belongs to, or null
     * @throws ReviewException where the deputy is the supervisor, or the day has passed
     */
    @Transactional
    public void deputise(long caseId, String deputy, LocalDate until, String reason, Long cover, String actor) {
        require(caseId, deputy, reason);
        String supervisor = details(caseId).entry().supervisor();
        if (Objects.equals(supervisor, deputy)) {
            throw new ReviewException("Deputy, deputy: " + deputy + " is the case's own supervisor");
        }
        LocalDate today = clock.instant().atZone(Times.UK).toLocalDate();
        if (until == null || until.isBefore(today)) {
            throw new ReviewException("Deputy, until: give the last day, today or later");
        }
        end(caseId, "another deputy was named", actor);
        insert(caseId, Kind.DEPUTISED, deputy, supervisor, cover, until, reason, actor);
        handOver(caseId, deputy, supervisor);
        record(actor, "REVIEW_DEPUTISED", caseId, deputy, supervisor, reason);
        if (supervisor != null) {
            notifications.tellOfCase(
                    supervisor, "E1", reference(caseId) + ": " + deputy + " reviews it for you until " + until, caseId);
        }
        // Who accepted cover knows how many cases came with it.
        if (cover == null && !deputy.equals(actor)) {
            notifications.tellOfCase(
                    deputy,
                    "E1",
                    reference(caseId) + ": you review it" + (supervisor == null ? "" : " for " + supervisor) + " until "
                            + until + " (" + reason + ")",
                    caseId);
        }
    }

    /** Ends a case's deputy; without one nothing happens. */
    @Transactional
    public void end(long caseId, String reason, String actor) {
        int ended =
                jdbc.sql("""
                        update review_assignment set ended_at = ?, end_reason = ?
                        where case_id = ? and kind = 'DEPUTISED' and ended_at is null
                        """).params(Times.utc(clock.instant()), reason, caseId).update();
        if (ended > 0) {
            acts.record(
                    actor,
                    "REVIEW_DEPUTY_ENDED",
                    ProcessingAct.ALTERATION,
                    Links.ofCase(caseId),
                    Map.of("reason", reason));
            events.publishEvent(new ReviewerChanged(caseId));
        }
    }

    /** The deputy of a case today, if it has one. */
    public Optional<Assignment> deputy(long caseId) {
        return Optional.ofNullable(deputies().get(caseId));
    }

    /** Every deputy who stands today, by case; one whose last day is over no longer does. */
    public Map<Long, Assignment> deputies() {
        Map<Long, Assignment> found = new TreeMap<>();
        jdbc.sql("""
                        select * from review_assignment
                        where kind = 'DEPUTISED' and ended_at is null and until_day >= ?
                        """)
                .param(clock.instant().atZone(Times.UK).toLocalDate())
                .query((row, n) -> row(row))
                .list()
                .forEach(a -> found.put(a.caseId(), a));
        return found;
    }

    @Override
    public Map<Long, String> standing() {
        Map<Long, String> names = new TreeMap<>();
        deputies().forEach((caseId, a) -> names.put(caseId, a.reviewer()));
        return names;
    }

    /** Every change of who reviews a case, oldest first. */
    public List<Assignment> history(long caseId) {
        return jdbc.sql("select * from review_assignment where case_id = ? order by id")
                .param(caseId)
                .query((row, n) -> row(row))
                .list();
    }

    /** The open review changes hands with what is written in it. */
    private void handOver(long caseId, String reviewer, String insteadOf) {
        jdbc.sql("update review set reviewer = ?, instead_of = ? where case_id = ? and closed_at is null")
                .params(reviewer, insteadOf, caseId)
                .update();
    }

    private void insert(
            long caseId,
            Kind kind,
            String reviewer,
            String insteadOf,
            Long cover,
            LocalDate until,
            String reason,
            String actor) {
        jdbc.sql("""
                        insert into review_assignment (case_id, kind, reviewer, instead_of, cover_id, until_day, reason,
                                                       made_by, made_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        caseId,
                        kind.name(),
                        reviewer,
                        insteadOf,
                        cover,
                        until,
                        reason,
                        actor,
                        Times.utc(clock.instant()))
                .update();
    }

    private void record(String actor, String act, long caseId, String to, String before, String reason) {
        acts.record(
                actor,
                act,
                ProcessingAct.ALTERATION,
                Links.ofCase(caseId),
                Map.of("to", to, "before", before == null ? "nobody" : before, "reason", reason));
        events.publishEvent(new ReviewerChanged(caseId));
    }

    private Versioned<CaseDetails> details(long caseId) {
        List<Versioned<CaseDetails>> found = register.list(CaseDetails.class, Filter.ofCase(caseId));
        if (found.isEmpty()) {
            throw new ReviewException("Case " + caseId + " has no details; record what it is about first");
        }
        return found.getLast();
    }

    private String reference(long caseId) {
        return jdbc.sql("select reference from case_file where id = ?")
                .param(caseId)
                .query(String.class)
                .single();
    }

    private static void require(long caseId, String name, String reason) {
        if (name == null || name.isBlank() || reason == null || reason.isBlank()) {
            throw new ReviewException("Case " + caseId + ": give the reviewer's name and the reason");
        }
    }

    private static Assignment row(ResultSet row) throws SQLException {
        return new Assignment(
                row.getLong("id"),
                row.getLong("case_id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("reviewer"),
                row.getString("instead_of"),
                row.getObject("until_day", LocalDate.class),
                row.getString("reason"),
                row.getString("made_by"),
                Times.instant(row, "made_at"),
                Times.instant(row, "ended_at"),
                row.getString("end_reason"));
    }
}
