package org.curlew.storage.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is kept, until when and why: outcomes, legal holds, and the queue of what has come up for review. */
public final class Retention {

    /** Dates of the law are local dates. */
    static final ZoneId ZONE = ZoneId.of("Europe/London");

    private static final int CASE_LOCK = 0x72657465;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final RetentionRules rules;
    private final Clock clock;

    public Retention(
            JdbcClient jdbc, TransactionTemplate transactions, Ledger ledger, RetentionRules rules, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
        this.rules = rules;
        this.clock = clock;
    }

    /** @param exhibitId null where the item is of the whole case */
    public record Item(
            long id,
            RetentionClass of,
            long caseId,
            String caseReference,
            Long exhibitId,
            String exhibitReference,
            Instant keptSince,
            boolean disposed) {

        List<String> subjects() {
            return exhibitReference == null
                    ? List.of("case:" + caseReference)
                    : List.of("case:" + caseReference, "exhibit:" + exhibitReference);
        }
    }

    /** A legal hold that was not lifted. */
    public record Hold(long id, long caseId, Long exhibitId, String reason, String placedBy, Instant placedAt) {}

    /**
     * An item with its date.
     *
     * @param due by the rule, or by the last review where that said to keep it longer
     * @param holds legal holds on it; while there is one nothing is disposed of
     */
    public record Standing(Item item, CaseFacts facts, RetentionRules.Due due, List<Hold> holds) {

        public boolean mayGo(LocalDate today) {
            return holds.isEmpty() && due.reached(today) && !item.disposed();
        }
    }

    /** Begins to keep an exhibit's extracted data; told again it changes nothing, unless it was disposed of before. */
    public void keepExhibit(long caseId, String caseReference, long exhibitId, String exhibitReference) {
        keep(RetentionClass.EXTRACTED_DATA, caseId, caseReference, exhibitId, exhibitReference);
        keep(RetentionClass.CASE_RECORD, caseId, caseReference, null, null);
    }

    /** The case sent something to the national database. */
    public void keepContribution(long caseId, String caseReference) {
        keep(RetentionClass.CAID_CONTRIBUTION, caseId, caseReference, null, null);
    }

    private void keep(RetentionClass of, long caseId, String caseReference, Long exhibitId, String exhibitReference) {
        jdbc.sql("""
            insert into retention_item (class, case_id, case_reference, exhibit_id, exhibit_reference)
            values (?, ?, ?, ?, ?)
            on conflict (class, case_id, exhibit_id) do update set state = 'KEPT', kept_since = now()
            where retention_item.state = 'DISPOSED'
            """)
                .params(of.name(), caseId, caseReference, exhibitId, exhibitReference)
                .update();
    }

    /** Records how the case stands; the rows before stay. */
    public void outcome(long caseId, CaseFacts facts, String actor, String note) {
        transactions.executeWithoutResult(status -> {
            lock(caseId);
            jdbc.sql("""
                insert into case_outcome
                    (case_id, outcome, decided_on, released_on, appeal_pending, note, actor)
                values (?, ?, ?, ?, ?, ?, ?)
                """)
                    .params(
                            caseId,
                            facts.outcome().name(),
                            facts.decidedOn(),
                            facts.releasedOn(),
                            facts.appealPending(),
                            note,
                            actor)
                    .update();
            record(actor, "CASE_OUTCOME", caseId, "outcome", facts.outcome().name(), note);
        });
    }

    /** How the case stands; open where nothing was recorded. */
    public CaseFacts facts(long caseId) {
        return jdbc.sql("select * from case_outcome where case_id = ? order by id desc limit 1")
                .param(caseId)
                .query((row, n) -> new CaseFacts(
                        CaseOutcome.valueOf(row.getString("outcome")),
                        row.getObject("decided_on", LocalDate.class),
                        row.getObject("released_on", LocalDate.class),
                        row.getBoolean("appeal_pending")))
                .optional()
                .orElse(CaseFacts.OPEN);
    }

    /** @param exhibitId null for the whole case */
    public long hold(long caseId, Long exhibitId, String actor, String reason) {
        return transactions.execute(status -> {
            lock(caseId);
            long id = jdbc.sql("""
                insert into legal_hold (case_id, exhibit_id, reason, placed_by) values (?, ?, ?, ?) returning id
                """)
                    .params(caseId, exhibitId, need(reason), actor)
                    .query(Long.class)
                    .single();
            record(actor, "LEGAL_HOLD_PLACED", caseId, "hold", id, reason);
            return id;
        });
    }

    public void lift(long hold, String actor, String reason) {
        transactions.executeWithoutResult(status -> {
            long caseId = jdbc.sql("""
                update legal_hold set lifted_by = ?, lifted_at = now(), lift_reason = ?
                where id = ? and lifted_at is null returning case_id
                """)
                    .params(actor, need(reason), hold)
                    .query(Long.class)
                    .optional()
                    .orElseThrow(() -> new RetentionException("Legal hold " + hold + " is not in force"));
            record(actor, "LEGAL_HOLD_LIFTED", caseId, "hold", hold, reason);
        });
    }

    /** A reviewer keeps the item longer. */
    public void keepUntil(long item, LocalDate until, String reviewer, String reason) {
        transactions.executeWithoutResult(status -> {
            Item kept = item(item);
            if (!until.isAfter(today())) {
                throw new RetentionException("An item is kept until a day to come, not " + until);
            }
            jdbc.sql("insert into retention_review (item_id, reviewer, keep_until, reason) values (?, ?, ?, ?)")
                    .params(item, reviewer, until, need(reason))
                    .update();
            record(reviewer, "RETENTION_REVIEWED", kept.caseId(), "keepUntil", until.toString(), reason);
        });
    }

    public Item item(long id) {
        return jdbc.sql("select * from retention_item where id = ?")
                .param(id)
                .query(Retention::item)
                .optional()
                .orElseThrow(() -> new RetentionException("Nothing is kept under the number " + id));
    }

    public Optional<Item> ofExhibit(long exhibitId) {
        return jdbc.sql("select * from retention_item where exhibit_id = ? and class = 'EXTRACTED_DATA'")
                .param(exhibitId)
                .query(Retention::item)
                .optional();
    }

    /** Everything kept of a case, with its dates. */
    public List<Standing> ofCase(long caseId) {
        return jdbc
                .sql("select * from retention_item where case_id = ? order by id")
                .param(caseId)
                .query(Retention::item)
                .list()
                .stream()
                .map(this::standing)
                .toList();
    }

    /** Legal holds in force on a case or one of its exhibits. */
    public List<Hold> holds(long caseId) {
        return holds(caseId, null);
    }

    public Standing standing(long item) {
        return standing(item(item));
    }

    private Standing standing(Item item) {
        CaseFacts facts = facts(item.caseId());
        RetentionRules.Due due = rules.due(item.of(), facts);
        Optional<LocalDate> longer = jdbc.sql(
                        "select keep_until from retention_review where item_id = ? order by id desc limit 1")
                .param(item.id())
                .query(LocalDate.class)
                .optional();
        if (due.on() != null && longer.isPresent() && longer.get().isAfter(due.on())) {
            due = new RetentionRules.Due(longer.get(), due.rule(), "kept longer by a review; " + due.why());
        }
        return new Standing(item, facts, due, holds(item.caseId(), item.exhibitId()));
    }

    /** Legal holds in force on an exhibit, those of its whole case with them. */
    public List<Hold> holds(long caseId, Long exhibitId) {
        return jdbc.sql("""
            select id, case_id, exhibit_id, reason, placed_by, placed_at from legal_hold
            where case_id = ? and lifted_at is null
              and (exhibit_id is null or ?::bigint is null or exhibit_id = ?) order by id
            """)
                .params(caseId, exhibitId, exhibitId)
                .query((row, n) -> new Hold(
                        row.getLong("id"),
                        row.getLong("case_id"),
                        row.getObject("exhibit_id", Long.class),
                        row.getString("reason"),
                        row.getString("placed_by"),
                        row.getObject("placed_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** What has come up: due, not held, not disposed of and not already proposed; the longest due first. */
    public List<Standing> reviewQueue() {
        LocalDate today = today();
        List<Standing> queue = new ArrayList<>();
        jdbc.sql("""
            select i.* from retention_item i
            join lateral (
                select outcome from case_outcome where case_id = i.case_id order by id desc limit 1
            ) o on o.outcome <> 'OPEN'
            where i.state = 'KEPT' and not exists (
                select 1 from disposal d where d.item_id = i.id and d.state in ('PROPOSED', 'APPROVED', 'ERASED'))
            order by i.id
            """).query(Retention::item).list().stream()
                .map(this::standing)
                .filter(standing -> standing.mayGo(today))
                .forEach(queue::add);
        queue.sort(Comparator.comparing(standing -> standing.due().on()));
        return queue;
    }

    RetentionRules rules() {
        return rules;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** Keeps outcomes and holds of the case from changing until the transaction ends. */
    void lock(long caseId) {
        jdbc.sql("select pg_advisory_xact_lock(?, ?)")
                .params(CASE_LOCK, (int) caseId)
                .query(rows -> {});
    }

    private void record(String actor, String kind, long caseId, String key, Object value, String reason) {
        LedgerEntry entry = LedgerEntry.of(actor, kind, ProcessingAct.ALTERATION)
                .with("caseId", caseId)
                .with(key, value)
                .with("reason", reason);
        for (String reference : references(caseId)) {
            entry = entry.about("case:" + reference);
        }
        ledger.append(entry);
    }

    private List<String> references(long caseId) {
        return jdbc.sql("select distinct case_reference from retention_item where case_id = ?")
                .param(caseId)
                .query(String.class)
                .list();
    }

    static String need(String reason) {
        if (reason == null || reason.isBlank()) {
            throw new RetentionException("Give a reason: it stays on the record");
        }
        return reason.strip();
    }

    private static Item item(ResultSet row, int n) throws SQLException {
        return new Item(
                row.getLong("id"),
                RetentionClass.valueOf(row.getString("class")),
                row.getLong("case_id"),
                row.getString("case_reference"),
                row.getObject("exhibit_id", Long.class),
                row.getString("exhibit_reference"),
                row.getObject("kept_since", OffsetDateTime.class).toInstant(),
                row.getString("state").equals("DISPOSED"));
    }
}
