package org.curlew.triage.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
     * @param secondPerson someone other than the approver; required when the band becomes less urgent
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
        boolean downgrade = from.moreUrgentThan(band);
        int days = queue.rules().overrideMaxDays();
        if (blank(reason) || blank(approver) || blank(approverRank)) {
            throw new QueueException("Override: give the reason, the approver and the approver's rank");
        }
        if (!until.isAfter(now) || until.isAfter(now.plus(Duration.ofDays(days)))) {
            throw new QueueException(
                    "Override, until: must end within " + days + " days; set it again if it still holds");
        }
        if (downgrade && (blank(secondPerson) || secondPerson.strip().equalsIgnoreCase(approver.strip()))) {
            throw new QueueException("Override from " + from + " to " + band
                    + ", secondPerson: a downgrade needs a second person beside " + approver);
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

    /** Ends every override of an exhibit before its time. */
    @Transactional
    public void end(long exhibitId, String actor) {
        int ended = jdbc.sql("update queue_override set ended_at = ? where exhibit_id = ? and ended_at is null")
                .params(Times.utc(clock.instant()), exhibitId)
                .update();
        if (ended > 0) {
            acts.record(actor, "QUEUE_OVERRIDE_ENDED", ProcessingAct.ALTERATION, Links.ofExhibit(exhibitId), Map.of());
        }
        queue.find(exhibitId).ifPresent(r -> queue.rerankCase(r.rank().caseId(), "override ended", actor));
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
