package org.curlew.triage.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.Entry.Links;
import org.curlew.triage.register.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Named people's decisions above the rules: with a reason, an approver's rank and an end; reported monthly. */
@Service
public class Overrides {

    private final JdbcClient jdbc;
    private final Queue queue;
    private final ActLog acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Overrides(JdbcClient jdbc, Queue queue, ActLog acts, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.acts = acts;
        this.events = events;
        this.clock = clock;
    }

    /** An override was set or ended: who shows the queue reads it anew. */
    public record Changed(long exhibitId) {}

    /** An override as recorded. */
    public record Recorded(
            long id,
            long exhibitId,
            Band fromBand,
            Band band,
            boolean downgrade,
            String reason,
            String approver,
            String approverRank,
            String secondPerson,
            Instant at,
            Instant until) {}

    /**
     * Sets an exhibit's band until an instant at most {@code overrideMaxDays} away.
     *
     * @param secondPerson someone other than the approver; required when the band becomes less urgent than the rules say,
     *     or than an override that is in force
     */
    @Transactional
    public RankedExhibit set(
            long exhibitId,
            Band band,
            String reason,
            String approver,
            String approverRank,
            String secondPerson,
            Instant until) {
        Instant now = clock.instant();
        RankedExhibit before = queue.find(exhibitId)
                .orElseThrow(() -> new QueueException("Exhibit " + exhibitId + " is not waiting in the queue"));
        Band from = before.rank().rulesBand();
        Band held = before.band().moreUrgentThan(from) ? before.band() : from;
        boolean downgrade = held.moreUrgentThan(band);
        int days = queue.rules().overrideMaxDays();
        if (blank(reason) || blank(approver) || blank(approverRank)) {
            throw new QueueException("Override: give the reason, the approver and the approver's rank");
        }
        if (!until.isAfter(now) || until.isAfter(now.plus(Duration.ofDays(days)))) {
            throw new QueueException(
                    "Override, until: must end within " + days + " days; set it again if it still holds");
        }
        if (downgrade) {
            requireSecond("Override from " + held + " to " + band, secondPerson, approver);
        }
        jdbc.sql("""
                        insert into queue_override (exhibit_id, band, reason, approver, approver_rank, second_person,
                                                    downgrade, from_band, at, until)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        exhibitId,
                        band.name(),
                        reason,
                        approver,
                        approverRank,
                        secondPerson,
                        downgrade,
                        from.name(),
                        Times.utc(now),
                        Times.utc(until))
                .update();
        Map<String, Object> details = new TreeMap<>(Map.of(
                "from",
                from.name(),
                "to",
                band.name(),
                "reason",
                reason,
                "rank",
                approverRank,
                "until",
                until.toString()));
        if (!blank(secondPerson)) {
            details.put("secondPerson", secondPerson);
        }
        acts.record(approver, "QUEUE_OVERRIDE", ProcessingAct.ALTERATION, Links.ofExhibit(exhibitId), details);
        queue.rerankCase(before.rank().caseId(), "override", approver);
        events.publishEvent(new Changed(exhibitId));
        return queue.find(exhibitId).orElseThrow();
    }

    private static void requireSecond(String what, String secondPerson, String approver) {
        if (blank(secondPerson) || secondPerson.strip().equalsIgnoreCase(approver.strip())) {
            throw new QueueException(what + ", secondPerson: a downgrade needs a second person beside " + approver);
        }
    }

    /**
     * Ends every override of an exhibit before its time. One that held it above the rules' band is not ended by one person
     * alone: that lowers the exhibit as a downgrade does.
     *
     * @param secondPerson someone other than the actor; required when the exhibit is lowered
     */
    @Transactional
    public void end(long exhibitId, String secondPerson, String actor) {
        Instant now = clock.instant();
        Optional<RankedExhibit> place = queue.find(exhibitId);
        List<Band> bands = jdbc.sql("""
                        select band from queue_override where exhibit_id = ? and ended_at is null and until > ?
                        order by id for update
                        """)
                .params(exhibitId, Times.utc(now))
                .query((row, n) -> Band.valueOf(row.getString("band")))
                .list();
        if (bands.isEmpty()) {
            return;
        }
        Optional<Band> highest = bands.stream().min(Comparator.naturalOrder());
        Optional<Band> lowered = place.map(p -> p.rank().rulesBand())
                .filter(rules -> highest.orElseThrow().moreUrgentThan(rules));
        lowered.ifPresent(rules -> requireSecond(
                "End of an override from " + highest.orElseThrow() + " to " + rules, secondPerson, actor));
        String second = lowered.isPresent() ? secondPerson.strip() : null;
        jdbc.sql("""
                        update queue_override set ended_at = ?, ended_by = ?, end_second_person = ?
                        where exhibit_id = ? and ended_at is null and until > ?
                        """)
                .params(Times.utc(now), actor, second, exhibitId, Times.utc(now))
                .update();
        acts.record(
                actor,
                "QUEUE_OVERRIDE_ENDED",
                ProcessingAct.ALTERATION,
                Links.ofExhibit(exhibitId),
                second == null
                        ? Map.of()
                        : Map.of(
                                "from", highest.orElseThrow().name(),
                                "to", lowered.get().name(),
                                "secondPerson", second));
        place.ifPresent(p -> queue.rerankCase(p.rank().caseId(), "override ended", actor));
        events.publishEvent(new Changed(exhibitId));
    }

    /** Overrides made in the period, downgrades first: the monthly report. */
    public List<Recorded> made(Instant from, Instant to) {
        return jdbc.sql("""
                        select * from queue_override where at >= ? and at < ? order by downgrade desc, at
                        """)
                .params(Times.utc(from), Times.utc(to))
                .query((row, n) -> row(row))
                .list();
    }

    /** An override that counts now, with the exhibit it is of. */
    public record InForce(long caseId, String caseReference, String exhibitReference, Recorded override) {}

    /** Overrides in force, the one that ends first on top; of several on one exhibit the last counts, as in its rank. */
    public List<InForce> inForce() {
        return jdbc.sql("""
                        select * from (
                            select distinct on (o.exhibit_id) o.*, e.case_id, c.reference as case_reference,
                                   e.reference as exhibit_reference
                            from queue_override o
                            join exhibit e on e.id = o.exhibit_id
                            join case_file c on c.id = e.case_id
                            where o.ended_at is null and o.until > :now and %s
                            order by o.exhibit_id, o.id desc) last
                        order by until, id
                        """.formatted(QueueInputs.WAITS))
                .param("now", Times.utc(clock.instant()))
                .query((row, n) -> new InForce(
                        row.getLong("case_id"),
                        row.getString("case_reference"),
                        row.getString("exhibit_reference"),
                        row(row)))
                .list();
    }

    private static Recorded row(ResultSet row) throws SQLException {
        return new Recorded(
                row.getLong("id"),
                row.getLong("exhibit_id"),
                Band.valueOf(row.getString("from_band")),
                Band.valueOf(row.getString("band")),
                row.getBoolean("downgrade"),
                row.getString("reason"),
                row.getString("approver"),
                row.getString("approver_rank"),
                row.getString("second_person"),
                Times.instant(row, "at"),
                Times.instant(row, "until"));
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
