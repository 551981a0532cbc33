package org.curlew.storage.retention;

import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of the thing itself: held, returned, or forfeited after notice (Protection of Children Act 1978, Schedule). */
public final class ExhibitProperty {

    /** Each with the events that may stand before it. */
    public enum Event {
        HELD,
        RETURNED,
        /** Notice of intended forfeiture was served; {@code party} is on whom. */
        FORFEITURE_NOTICE,
        /** Someone claims the property; a court decides. */
        CLAIMED,
        FORFEITED,
        DESTROYED;

        Set<Event> after() {
            return switch (this) {
                case HELD -> EnumSet.of(FORFEITURE_NOTICE, CLAIMED);
                case RETURNED -> EnumSet.of(HELD, FORFEITURE_NOTICE, CLAIMED);
                case FORFEITURE_NOTICE -> EnumSet.of(HELD, FORFEITURE_NOTICE);
                case CLAIMED -> EnumSet.of(FORFEITURE_NOTICE);
                case FORFEITED -> EnumSet.of(FORFEITURE_NOTICE, CLAIMED);
                case DESTROYED -> EnumSet.of(FORFEITED);
            };
        }
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final RetentionRules rules;
    private final Clock clock;

    public ExhibitProperty(
            JdbcClient jdbc, TransactionTemplate transactions, Ledger ledger, RetentionRules rules, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
        this.rules = rules;
        this.clock = clock;
    }

    /** @param claimUntil last day for a claim, where a notice was served; else null */
    public record Standing(Event event, LocalDate on, String party, String note, LocalDate claimUntil) {}

    /** Everything that happened, the oldest first; an exhibit of which nothing was recorded is held. */
    public List<Standing> history(long exhibitId) {
        return jdbc.sql("select event, on_date, party, note from exhibit_property where exhibit_id = ? order by id")
                .param(exhibitId)
                .query((row, n) -> {
                    Event event = Event.valueOf(row.getString("event"));
                    LocalDate on = row.getObject("on_date", LocalDate.class);
                    return new Standing(
                            event, on, row.getString("party"), row.getString("note"), claimUntil(event, on));
                })
                .list();
    }

    public Event current(long exhibitId) {
        List<Standing> history = history(exhibitId);
        return history.isEmpty() ? Event.HELD : history.getLast().event();
    }

    /**
     * Records what happened.
     *
     * @param party to whom it went, or whom the notice was served on; required for these
     * @throws RetentionException when it cannot follow what is recorded, or a claim is still possible
     */
    public void record(
            long exhibitId,
            String exhibitReference,
            Event event,
            LocalDate on,
            String party,
            String actor,
            String note) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(?, ?)")
                    .params(0x70726f70, (int) exhibitId)
                    .query(rows -> {});
            List<Standing> history = history(exhibitId);
            Event before = history.isEmpty() ? Event.HELD : history.getLast().event();
            if (!event.after().contains(before)) {
                throw new RetentionException(exhibitReference + " is " + before + "; " + event + " cannot follow");
            }
            if (on.isAfter(today())) {
                throw new RetentionException(on + " has not come yet; record what has happened");
            }
            if ((event == Event.RETURNED || event == Event.FORFEITURE_NOTICE) && (party == null || party.isBlank())) {
                throw new RetentionException("Say to whom " + exhibitReference + " went or was notified");
            }
            if (event == Event.FORFEITED && before == Event.FORFEITURE_NOTICE) {
                LocalDate until = history.getLast().claimUntil();
                if (!on.isAfter(until)) {
                    throw new RetentionException(
                            exhibitReference + " can be claimed until " + until + "; it is not forfeited before");
                }
            }
            jdbc.sql("insert into exhibit_property (exhibit_id, event, on_date, party, note, actor) values (?,"
                            + " ?, ?, ?, ?, ?)")
                    .params(exhibitId, event.name(), on, party == null ? "" : party, note, actor)
                    .update();
            ledger.append(new LedgerEntry(
                    actor,
                    "EXHIBIT_" + event,
                    event == Event.RETURNED ? ProcessingAct.DISCLOSURE : ProcessingAct.ALTERATION,
                    List.of("exhibit:" + exhibitReference),
                    Map.of("on", on.toString(), "recipient", party == null ? "" : party, "note", note)));
        });
    }

    /** Notices whose time for a claim has run out and that wait for the forfeiture to be recorded. */
    public List<Long> claimTimeOver() {
        return jdbc.sql("""
            select exhibit_id from (
                select distinct on (exhibit_id) exhibit_id, event, on_date from exhibit_property
                order by exhibit_id, id desc
            ) newest
            where event = 'FORFEITURE_NOTICE' and on_date + make_interval(months => ?) < ?
            order by on_date
            """)
                .params(rules.forfeiture().claimMonths(), today())
                .query(Long.class)
                .list();
    }

    private LocalDate claimUntil(Event event, LocalDate on) {
        return event == Event.FORFEITURE_NOTICE
                ? on.plusMonths(rules.forfeiture().claimMonths())
                : null;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Retention.ZONE);
    }
}
