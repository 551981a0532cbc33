package org.curlew.triage.obligations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** A mail is read on a telephone; the rest of a long list stands in the application. */
    private static final int LINES = 100;

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

    /**
     * One mail to one address: everything not yet mailed or seen, the highest level first. It names cases by their references and
     * nobody by name: many may read an address, and need-to-know ends at the application.
     */
    public record Digest(String address, String subject, String body, List<Long> notifications) {}

    /** A try to hand a digest to the mail server; {@code failure} is null where it was taken. */
    public record Attempt(String address, Instant at, int notifications, String failure) {}

    /** Adds a notification that no obligation stands behind, such as a shortfall of reviewers. */
    public void tell(String recipient, String level, String text) {
        add(List.of(recipient), List.of(level), nulls(), List.of(text), List.of(text));
    }

    /** The same, about a case: only who may see the case is told, whatever role it was told to. */
    public void tellOfCase(String recipient, String level, String text, long caseId) {
        jdbc.sql("insert into notification (recipient, level, text, case_id, at) values (?, ?, ?, ?, ?)")
                .params(recipient, level, text, caseId, Times.utc(clock.instant()))
                .update();
    }

    /** The same, about something by which {@link #toldSince} and {@link #waits} know it again. */
    public void tell(String recipient, String level, String text, String topic) {
        jdbc.sql("insert into notification (recipient, level, text, topic, at) values (?, ?, ?, ?, ?)")
                .params(recipient, level, text, topic, Times.utc(clock.instant()))
                .update();
    }

    /** Whether anybody was told of this since then, acknowledged or not. */
    boolean toldSince(String topic, Instant after) {
        return jdbc.sql("select exists (select 1 from notification where topic = ? and at > ?)")
                .params(topic, Times.utc(after))
                .query(Boolean.class)
                .single();
    }

    private static List<Long> nulls() {
        List<Long> one = new ArrayList<>();
        one.add(null);
        return one;
    }

    /** @param mailed the texts as a mail has them, which names nobody */
    void add(
            List<String> recipients,
            List<String> levels,
            List<Long> obligations,
            List<String> texts,
            List<String> mailed) {
        jdbc.sql("""
                        insert into notification (recipient, level, obligation_id, case_id, text, mailed_text, at)
                        select n.r, n.l, n.o, o.case_id, n.t, nullif(n.m, n.t), :at::timestamptz
                        from unnest(:r::text[], :l::text[], :o::bigint[], :t::text[], :m::text[])
                             with ordinality as n(r, l, o, t, m, place)
                        left join obligation o on o.id = n.o
                        order by n.place
                        """)
                .param("at", Times.utc(clock.instant()))
                .param("r", recipients.toArray(String[]::new))
                .param("l", levels.toArray(String[]::new))
                .param("o", obligations.toArray(Long[]::new))
                .param("t", texts.toArray(String[]::new))
                .param("m", mailed.toArray(String[]::new))
                .update();
    }

    /** Whether the recipient was told of this and has not acknowledged it. */
    public boolean waits(String recipient, String topic) {
        return jdbc.sql("""
                        select exists (select from notification where topic = ? and recipient = ? and acknowledged_at is null)
                        """).params(topic, recipient).query(Boolean.class).single();
    }

    /** What waits for a recipient's acknowledgement, newest first. */
    public List<Notification> open(String recipient) {
        return jdbc.sql("""
                        select * from notification where recipient = ? and acknowledged_at is null order by id desc
                        """).param(recipient).query((row, n) -> row(row)).list();
    }

    /** A notification, acknowledged or not. */
    public Optional<Notification> find(long id) {
        return jdbc.sql("select * from notification where id = ?")
                .param(id)
                .query((row, n) -> row(row))
                .optional();
    }

    /** Marks a notification as seen; the row stays. Doing it twice changes nothing. */
    @Transactional
    public void acknowledge(long id, String actor) {
        acknowledge(List.of(id), actor);
    }

    /**
     * Marks notifications as seen in one act, which the ledger keeps with their numbers; the rows stay.
     *
     * @return how many were not seen before
     */
    @Transactional
    public int acknowledge(Collection<Long> ids, String actor) {
        List<Long> seen = jdbc.sql("""
                        update notification set acknowledged_at = ?, acknowledged_by = ?
                        where id = any(?) and acknowledged_at is null returning id
                        """)
                .params(Times.utc(clock.instant()), actor, ids.toArray(Long[]::new))
                .query(Long.class)
                .list();
        if (!seen.isEmpty()) {
            acts.record(
                    actor,
                    "NOTIFICATION_ACKNOWLEDGED",
                    ProcessingAct.ALTERATION,
                    Entry.Links.none(),
                    seen.size() == 1
                            ? Map.of("notification", seen.getFirst())
                            : Map.of("notifications", seen.stream().sorted().toList()));
        }
        return seen.size();
    }

    /**
     * One digest for each address with something that was neither mailed nor acknowledged.
     *
     * @param addresses by recipient; who has none is left out and keeps what waits
     */
    public List<Digest> digests(Map<String, String> addresses) {
        Map<String, List<String>> recipients = new TreeMap<>();
        addresses.forEach((recipient, address) ->
                recipients.computeIfAbsent(address, a -> new ArrayList<>()).add(recipient));
        List<Digest> digests = new ArrayList<>();
        recipients.forEach((address, those) -> {
            List<Long> all = toMail(those);
            if (!all.isEmpty()) {
                digests.add(digest(address, all));
            }
        });
        return digests;
    }

    /** Recipients for whom something waits to be mailed. */
    public Set<String> waitingForMail() {
        // From one recipient to the next through the index notification_to_mail: a few may have hundreds of thousands
        // waiting.
        return new TreeSet<>(jdbc.sql("""
                        with recursive waiting as (
                            (select recipient from notification where mailed_at is null and acknowledged_at is null
                             order by recipient limit 1)
                            union all
                            select (select n.recipient from notification n
                                    where n.mailed_at is null and n.acknowledged_at is null and n.recipient > w.recipient
                                    order by n.recipient limit 1)
                            from waiting w where w.recipient is not null)
                        select recipient from waiting where recipient is not null
                        """).query(String.class).list());
    }

    /** Numbers of what waits to be mailed to these recipients, the highest level first. */
    private List<Long> toMail(List<String> recipients) {
        return jdbc.sql("""
                        select id from notification
                        where recipient = any(?) and mailed_at is null and acknowledged_at is null
                        order by level desc, id
                        """)
                .param(recipients.toArray(String[]::new))
                .query(Long.class)
                .list();
    }

    private Digest digest(String address, List<Long> all) {
        StringBuilder body = new StringBuilder("OFFICIAL-SENSITIVE\n");
        // The most urgent are mailed whoever they are for: an address may stand for many people and roles.
        Map<String, List<Notification>> shown = new LinkedHashMap<>();
        jdbc.sql("""
                        select id, recipient, level, obligation_id, coalesce(mailed_text, text) as text, at, acknowledged_at,
                               acknowledged_by
                        from notification where id = any(?) order by level desc, id
                        """)
                .param(all.subList(0, Math.min(LINES, all.size())).toArray(Long[]::new))
                .query((row, n) -> row(row))
                .list()
                .forEach(n -> shown.computeIfAbsent(n.recipient(), r -> new ArrayList<>())
                        .add(n));
        shown.forEach((recipient, notifications) -> {
            body.append('\n').append("For ").append(recipient).append('\n');
            notifications.forEach(n -> body.append(n.level())
                    .append("  ")
                    .append(n.text().replaceAll("\\s+", " "))
                    .append('\n'));
        });
        if (all.size() > LINES) {
            body.append("\nand ").append(all.size() - LINES).append(" more, which stand in Curlew.\n");
        }
        body.append("\nEach stays open in Curlew until it is acknowledged there.\n");
        String subject = all.size() == 1 ? "Curlew: 1 thing is due" : "Curlew: " + all.size() + " things are due";
        return new Digest(address, subject, body.toString(), all);
    }

    /** To be called after the mail server took a digest. */
    @Transactional
    public void mailed(Digest digest) {
        jdbc.sql("update notification set mailed_at = ? where id = any(?)")
                .params(Times.utc(clock.instant()), digest.notifications().toArray(Long[]::new))
                .update();
        attempt(digest, null);
        acts.record(
                "mail",
                "DIGEST_MAILED",
                ProcessingAct.DISCLOSURE,
                Entry.Links.none(),
                Map.of(
                        "recipient",
                        digest.address(),
                        "notifications",
                        digest.notifications().size()));
    }

    /** To be called when the server did not take a digest: everything in it stays for the next run. */
    public void notMailed(Digest digest, String failure) {
        attempt(digest, failure);
    }

    private void attempt(Digest digest, String failure) {
        jdbc.sql("insert into mail_attempt (address, at, notifications, failure) values (?, ?, ?, ?)")
                .params(
                        digest.address(),
                        Times.utc(clock.instant()),
                        digest.notifications().size(),
                        failure)
                .update();
    }

    /** The last tries, the newest first. */
    public List<Attempt> attempts(int limit) {
        return jdbc.sql(
                        "select address, at, notifications, failure from mail_attempt order by at desc, id desc limit ?")
                .param(limit)
                .query((row, n) -> new Attempt(
                        row.getString("address"),
                        Times.instant(row, "at"),
                        row.getInt("notifications"),
                        row.getString("failure")))
                .list();
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
