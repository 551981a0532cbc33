package org.curlew.storage.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Disposal of extracted data: one person proposes, another approves, and only then it is carried out. A legal hold, an
 * appeal or a changed outcome stops it until the last moment.
 */
public final class Disposals {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final Retention retention;
    private final DisposalWork work;

    public Disposals(
            JdbcClient jdbc, TransactionTemplate transactions, Ledger ledger, Retention retention, DisposalWork work) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
        this.retention = retention;
        this.work = work;
    }

    /**
     * Proposes to dispose of an item that has come up.
     *
     * @throws RetentionException when it is held, not yet due, of a class that is only reviewed, or proposed already
     */
    public long propose(long item, String actor, String reason) {
        return transactions.execute(status -> {
            Retention.Item proposed = retention.item(item);
            retention.lock(proposed.caseId());
            Retention.Standing standing = retention.standing(item);
            if (proposed.of() != RetentionClass.EXTRACTED_DATA) {
                throw new RetentionException("A " + proposed.of()
                        + " is reviewed and kept, never disposed of here: record the review with a new date");
            }
            mustBeDue(standing, retention.today());
            if (jdbc.sql("select 1 from disposal where item_id = ? and state in ('PROPOSED', 'APPROVED', 'ERASED')")
                    .param(item)
                    .query(Integer.class)
                    .optional()
                    .isPresent()) {
                throw new RetentionException("The disposal of " + name(proposed) + " is proposed already");
            }
            long id = jdbc.sql("""
                insert into disposal (item_id, rule, rule_version, due_on, reason, proposed_by)
                values (?, ?, ?, ?, ?, ?) returning id
                """)
                    .params(
                            item,
                            standing.due().rule(),
                            retention.rules().version(),
                            standing.due().on(),
                            Retention.need(reason),
                            actor)
                    .query(Long.class)
                    .single();
            record(
                    actor,
                    "DISPOSAL_PROPOSED",
                    ProcessingAct.ALTERATION,
                    proposed,
                    Map.of("disposal", id, "reason", reason));
            return id;
        });
    }

    static void mustBeDue(Retention.Standing standing, LocalDate today) {
        String what = name(standing.item());
        if (standing.item().disposed()) {
            throw new RetentionException(what + " was disposed of already");
        }
        if (!standing.holds().isEmpty()) {
            Retention.Hold hold = standing.holds().getFirst();
            throw new RetentionException(what + " is under a legal hold by " + hold.placedBy() + " (" + hold.reason()
                    + "); nothing is disposed of until it is lifted");
        }
        if (!standing.due().reached(today)) {
            throw new RetentionException(what
                    + (standing.due().on() == null
                            ? " is "
                            : " is kept until " + standing.due().on() + ": ")
                    + standing.due().why());
        }
    }

    /** The second person agrees. */
    public void approve(long disposal, String actor, String reason) {
        decide(disposal, actor, reason, Disposal.State.APPROVED);
    }

    /** The second person does not agree; the item is kept and can be proposed again. */
    public void refuse(long disposal, String actor, String reason) {
        decide(disposal, actor, reason, Disposal.State.REFUSED);
    }

    private void decide(long id, String actor, String reason, Disposal.State decision) {
        transactions.executeWithoutResult(status -> {
            Disposal disposal = work.lock(id);
            Retention.Item item = retention.item(disposal.itemId());
            if (disposal.state() != Disposal.State.PROPOSED) {
                throw new RetentionException("Disposal " + id + " is " + disposal.state() + ", not proposed");
            }
            if (disposal.proposedBy().equals(actor)) {
                throw new RetentionException(
                        "Disposal " + id + " was proposed by " + actor + "; it takes a second person");
            }
            if (decision == Disposal.State.APPROVED) {
                retention.lock(item.caseId());
                mustBeDue(retention.standing(item.id()), retention.today());
            }
            jdbc.sql("""
                update disposal set state = ?, decided_by = ?, decided_at = now(), decision_reason = ?
                where id = ?
                """)
                    .params(decision.name(), actor, Retention.need(reason), id)
                    .update();
            record(
                    actor,
                    "DISPOSAL_" + decision,
                    ProcessingAct.ALTERATION,
                    item,
                    Map.of("disposal", id, "reason", reason));
        });
    }

    /**
     * Carries an approved disposal out, or goes on with one that broke off. What stands in its way is kept with it and
     * thrown; nothing is half gone: until the rows are erased everything can be read, after that nothing.
     */
    public Disposal carryOut(long id) {
        try {
            return work.carryOut(id);
        } catch (RuntimeException e) {
            jdbc.sql("update disposal set waits_for = ? where id = ?")
                    .params(String.valueOf(e.getMessage()), id)
                    .update();
            throw e;
        }
    }

    /** Disposals that were approved and are not done, the oldest first; to be carried out by the schedule. */
    public List<Disposal> unfinished() {
        return jdbc.sql("select * from disposal where state in ('APPROVED', 'ERASED') order by id")
                .query(Disposals::read)
                .list();
    }

    /** Proposals that wait for a second person. */
    public List<Disposal> proposed() {
        return jdbc.sql("select * from disposal where state = 'PROPOSED' order by id")
                .query(Disposals::read)
                .list();
    }

    public Disposal find(long id) {
        return jdbc.sql("select * from disposal where id = ?")
                .param(id)
                .query(Disposals::read)
                .optional()
                .orElseThrow(() -> new RetentionException("There is no disposal " + id));
    }

    private void record(
            String actor, String kind, ProcessingAct act, Retention.Item item, Map<String, Object> details) {
        ledger.append(new LedgerEntry(actor, kind, act, item.subjects(), details));
    }

    static String name(Retention.Item item) {
        return "The extracted data of " + item.exhibitReference() + " in " + item.caseReference();
    }

    static Disposal read(ResultSet row, int n) throws SQLException {
        return new Disposal(
                row.getLong("id"),
                row.getLong("item_id"),
                Disposal.State.valueOf(row.getString("state")),
                row.getString("rule"),
                row.getString("rule_version"),
                row.getObject("due_on", LocalDate.class),
                row.getString("reason"),
                row.getString("proposed_by"),
                instant(row, "proposed_at"),
                row.getString("decided_by"),
                instant(row, "decided_at"),
                instant(row, "erased_at"),
                row.getLong("media"),
                row.getLong("bytes"),
                row.getLong("kept_for_others"),
                row.getString("waits_for"),
                instant(row, "done_at"),
                row.getString("certificate"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
