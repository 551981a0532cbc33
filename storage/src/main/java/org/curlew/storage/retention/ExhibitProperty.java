package org.curlew.storage.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What becomes of the thing itself: held, returned, or forfeited after notice (Protection of Children Act 1978, Schedule). A legal
 * hold keeps it, and what the rules say takes two people is proposed by one and confirmed by another.
 */
public final class ExhibitProperty {

    private static final int LOCK = 0x70726f70;

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

        /** Events after which this one may come. */
        public Set<Event> after() {
            return switch (this) {
                case HELD -> EnumSet.of(FORFEITURE_NOTICE, CLAIMED);
                case RETURNED -> EnumSet.of(HELD, FORFEITURE_NOTICE, CLAIMED);
                case FORFEITURE_NOTICE -> EnumSet.of(HELD, FORFEITURE_NOTICE);
                case CLAIMED -> EnumSet.of(FORFEITURE_NOTICE);
                case FORFEITED -> EnumSet.of(FORFEITURE_NOTICE, CLAIMED);
                case DESTROYED -> EnumSet.of(FORFEITED);
            };
        }

        /** After these the thing is no longer here. */
        boolean parts() {
            return this == RETURNED || this == FORFEITED || this == DESTROYED;
        }
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final Retention retention;

    public ExhibitProperty(JdbcClient jdbc, TransactionTemplate transactions, Ledger ledger, Retention retention) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
        this.retention = retention;
    }

    /** The exhibit that an act is about; its reference repeats from case to case. */
    public record Thing(long exhibitId, long caseId, String caseReference, String reference) {

        List<String> subjects() {
            return List.of("case:" + caseReference, "exhibit:" + reference);
        }
    }

    /** @param claimUntil last day for a claim, where a notice was served; else null */
    public record Standing(Event event, LocalDate on, String party, String note, LocalDate claimUntil) {}

    /** An act that one person said and that waits for another to confirm it. */
    public record Proposal(
            long id, long exhibitId, Event event, LocalDate on, String reason, String proposedBy, Instant proposedAt) {}

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

    /** Whether the rules want a second person for it. */
    public boolean takesTwo(Event event) {
        return retention.rules().property().secondPerson().contains(event);
    }

    /**
     * Records what happened.
     *
     * @param party to whom it went, or whom the notice was served on; required for these
     * @throws RetentionException when it cannot follow what is recorded, a claim is still possible, a legal hold is in force, or
     *     it takes two people
     */
    public void record(Thing thing, Event event, LocalDate on, String party, String actor, String note) {
        if (takesTwo(event)) {
            throw new RetentionException(
                    thing.reference() + ": " + event + " takes two people: propose it, and another person confirms it");
        }
        transactions.executeWithoutResult(status -> {
            lock(thing);
            check(thing, event, on, party);
            store(thing, event, on, party, actor, note, null);
        });
    }

    /** Says what a second person is to confirm. */
    public long propose(Thing thing, Event event, LocalDate on, String actor, String reason) {
        String why = Retention.need(reason);
        return transactions.execute(status -> {
            lock(thing);
            check(thing, event, on, "");
            if (open(thing.exhibitId()).isPresent()) {
                throw new RetentionException(thing.reference() + " waits for a second person already");
            }
            ledger.append(new LedgerEntry(
                    actor,
                    "PROPERTY_PROPOSED",
                    ProcessingAct.ALTERATION,
                    thing.subjects(),
                    Map.of("event", event.name(), "on", on.toString(), "reason", why)));
            return jdbc.sql("""
                insert into exhibit_property_proposal (exhibit_id, event, on_date, reason, proposed_by)
                values (?, ?, ?, ?, ?) returning id
                """)
                    .params(thing.exhibitId(), event.name(), on, why, actor)
                    .query(Long.class)
                    .single();
        });
    }

    /**
     * The second person's word on what is proposed for the exhibit.
     *
     * @throws RetentionException from who proposed it, and where it cannot be any more
     */
    public void decide(Thing thing, boolean confirm, String actor, String reason) {
        String why = Retention.need(reason);
        transactions.executeWithoutResult(status -> {
            lock(thing);
            Proposal proposal = open(thing.exhibitId())
                    .orElseThrow(() -> new RetentionException(
                            "Nothing about " + thing.reference() + " waits for a second person"));
            if (proposal.proposedBy().equals(actor)) {
                throw new RetentionException("You proposed it yourself; it takes a second person");
            }
            if (confirm) {
                check(thing, proposal.event(), proposal.on(), "");
                store(thing, proposal.event(), proposal.on(), "", actor, why, proposal);
            } else {
                ledger.append(new LedgerEntry(
                        actor,
                        "PROPERTY_REFUSED",
                        ProcessingAct.ALTERATION,
                        thing.subjects(),
                        Map.of("event", proposal.event().name(), "proposedBy", proposal.proposedBy(), "reason", why)));
            }
            jdbc.sql("""
                update exhibit_property_proposal set state = ?, decided_by = ?, decided_at = now(), decision_reason = ?
                where id = ?
                """)
                    .params(confirm ? "CONFIRMED" : "REFUSED", actor, why, proposal.id())
                    .update();
        });
    }

    /** What waits for a second person, the oldest first. */
    public List<Proposal> proposals() {
        return jdbc.sql("select * from exhibit_property_proposal where state = 'PROPOSED' order by id")
                .query(ExhibitProperty::proposal)
                .list();
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
                .params(retention.rules().forfeiture().claimMonths(), retention.today())
                .query(Long.class)
                .list();
    }

    private void check(Thing thing, Event event, LocalDate on, String party) {
        List<Standing> history = history(thing.exhibitId());
        Event before = history.isEmpty() ? Event.HELD : history.getLast().event();
        if (!event.after().contains(before)) {
            throw new RetentionException(thing.reference() + " is " + before + "; " + event + " cannot follow");
        }
        if (on.isAfter(retention.today())) {
            throw new RetentionException(on + " has not come yet; record what has happened");
        }
        if ((event == Event.RETURNED || event == Event.FORFEITURE_NOTICE) && (party == null || party.isBlank())) {
            throw new RetentionException("Say to whom " + thing.reference() + " went or was notified");
        }
        List<Retention.Hold> holds = retention.holds(thing.caseId(), thing.exhibitId());
        if (event.parts() && !holds.isEmpty()) {
            throw new RetentionException(thing.reference() + " is under a legal hold ("
                    + holds.getFirst().reason() + "): it stays until the hold is lifted");
        }
        if (event == Event.FORFEITED && before == Event.FORFEITURE_NOTICE) {
            LocalDate until = history.getLast().claimUntil();
            if (!on.isAfter(until)) {
                throw new RetentionException(
                        thing.reference() + " can be claimed until " + until + "; it is not forfeited before");
            }
        }
    }

    private void store(
            Thing thing, Event event, LocalDate on, String party, String actor, String note, Proposal proposal) {
        String whom = party == null ? "" : party.strip();
        jdbc.sql("insert into exhibit_property (exhibit_id, event, on_date, party, note, actor) values (?,"
                        + " ?, ?, ?, ?, ?)")
                .params(thing.exhibitId(), event.name(), on, whom, note, actor)
                .update();
        Map<String, Object> details = new LinkedHashMap<>(Map.of("on", on.toString(), "recipient", whom, "note", note));
        if (proposal != null) {
            details.put("proposedBy", proposal.proposedBy());
            details.put("proposedBecause", proposal.reason());
        }
        ledger.append(new LedgerEntry(
                actor,
                "EXHIBIT_" + event,
                event == Event.RETURNED ? ProcessingAct.DISCLOSURE : ProcessingAct.ALTERATION,
                thing.subjects(),
                details));
    }

    private void lock(Thing thing) {
        retention.lock(thing.caseId());
        jdbc.sql("select pg_advisory_xact_lock(?, ?)")
                .params(LOCK, (int) thing.exhibitId())
                .query(rows -> {});
    }

    private Optional<Proposal> open(long exhibitId) {
        return jdbc.sql("select * from exhibit_property_proposal where exhibit_id = ? and state = 'PROPOSED'")
                .param(exhibitId)
                .query(ExhibitProperty::proposal)
                .optional();
    }

    private static Proposal proposal(ResultSet row, int n) throws SQLException {
        return new Proposal(
                row.getLong("id"),
                row.getLong("exhibit_id"),
                Event.valueOf(row.getString("event")),
                row.getObject("on_date", LocalDate.class),
                row.getString("reason"),
                row.getString("proposed_by"),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant());
    }

    private LocalDate claimUntil(Event event, LocalDate on) {
        return event == Event.FORFEITURE_NOTICE
                ? on.plusMonths(retention.rules().forfeiture().claimMonths())
                : null;
    }
}
