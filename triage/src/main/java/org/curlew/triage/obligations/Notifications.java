package org.curlew.triage.obligations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people must be told: kept until it is acknowledged, mailed as one digest a person. */
@Service
public class Notifications {

    private final JdbcClient jdbc;
    private final ActLog acts;
    private final Clock clock;

    public Notifications(JdbcClient jdbc, ActLog acts, Clock clock) {
        this.jdbc = jdbc;
        this.acts = acts;
        this.clock = clock;
    }

    /** One thing a person or a role ("role:INSPECTOR") is told. */
    public record Notification(
            long id,
            String recipient,
            String level,
            Long obligationId,
            String text,
            Instant at,
            Instant acknowledgedAt,
            String acknowledgedBy) {}

    /** One mail for one recipient: everything not yet mailed, the highest level first. */
    public record Digest(String recipient, String subject, String body, List<Long> notifications) {}

    /** Adds a notification that no obligation stands behind, such as a shortfall of reviewers. */
    public void tell(String recipient, String level, String text) {
        add(List.of(recipient), List.of(level), nulls(), List.of(text));
    }

    private static List<Long> nulls() {
        List<Long> one = new ArrayList<>();
        one.add(null);
        return one;
    }

    void add(List<String> recipients, List<String> levels, List<Long> obligations, List<String> texts) {
        jdbc.sql("""
                        insert into notification (recipient, level, obligation_id, text, at)
                        select r, l, o, t, :at::timestamptz
                        from unnest(:r::text[], :l::text[], :o::bigint[], :t::text[]) as n(r, l, o, t)
                        """)
                .param("at", Times.utc(clock.instant()))
                .param("r", recipients.toArray(String[]::new))
                .param("l", levels.toArray(String[]::new))
                .param("o", obligations.toArray(Long[]::new))
                .param("t", texts.toArray(String[]::new))
                .update();
    }

    /** What waits for a recipient's acknowledgement, newest first. */
    public List<Notification> open(String recipient) {
        return jdbc.sql("""
                        select * from notification where recipient = ? and acknowledged_at is null order by id desc
                        """).param(recipient).query((row, n) -> row(row)).list();
    }

    /** Marks a notification as seen; the row stays. Doing it twice changes nothing. */
    @Transactional
    public void acknowledge(long id, String actor) {
        int seen = jdbc.sql("""
                        update notification set acknowledged_at = ?, acknowledged_by = ?
                        where id = ? and acknowledged_at is null
                        """).params(Times.utc(clock.instant()), actor, id).update();
        if (seen > 0) {
            acts.record(
                    actor,
                    "NOTIFICATION_ACKNOWLEDGED",
                    ProcessingAct.ALTERATION,
                    Entry.Links.none(),
                    Map.of("notification", id));
        }
    }

    /** One digest for each recipient with something that was not mailed yet. */
    public List<Digest> digests() {
        Map<String, List<Notification>> byRecipient = new LinkedHashMap<>();
        jdbc.sql("select * from notification where mailed_at is null order by recipient, level desc, id")
                .query((row, n) -> row(row))
                .list()
                .forEach(n -> byRecipient
                        .computeIfAbsent(n.recipient(), r -> new ArrayList<>())
                        .add(n));
        return byRecipient.entrySet().stream()
                .map(e -> digest(e.getKey(), e.getValue()))
                .toList();
    }

    private static Digest digest(String recipient, List<Notification> all) {
        StringBuilder body = new StringBuilder("OFFICIAL-SENSITIVE\n\n");
        all.forEach(n -> body.append(n.level()).append("  ").append(n.text()).append('\n'));
        String subject = all.size() == 1 ? "Curlew: 1 thing is due" : "Curlew: " + all.size() + " things are due";
        return new Digest(
                recipient,
                subject,
                body.toString(),
                all.stream().map(Notification::id).toList());
    }

    /** To be called after the mail server took a digest; what it did not take stays for the next run. */
    @Transactional
    public void mailed(Digest digest) {
        jdbc.sql("update notification set mailed_at = ? where id = any(?)")
                .params(Times.utc(clock.instant()), digest.notifications().toArray(Long[]::new))
                .update();
    }

    private static Notification row(ResultSet row) throws SQLException {
        return new Notification(
                row.getLong("id"),
                row.getString("recipient"),
                row.getString("level"),
                row.getObject("obligation_id", Long.class),
                row.getString("text"),
                Times.instant(row, "at"),
                Times.instant(row, "acknowledged_at"),
                row.getString("acknowledged_by"));
    }
}
