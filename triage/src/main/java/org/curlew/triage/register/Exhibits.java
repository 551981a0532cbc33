package org.curlew.triage.register;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.ProcessingAct;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Books exhibits in and records every change of their state. */
@Service
public class Exhibits {

    private final JdbcClient jdbc;
    private final ActLog acts;
    private final TransactionTemplate transactions;
    private final Clock clock;

    /** On a database of its own, with the system's clock. */
    public Exhibits(DataSource database) {
        this(
                JdbcClient.create(database),
                new ActLog(JdbcClient.create(database), new Ledger(database)),
                new TransactionTemplate(new DataSourceTransactionManager(database)),
                Clock.systemUTC());
    }

    @Autowired
    public Exhibits(JdbcClient jdbc, ActLog acts, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.acts = acts;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** One row of an exhibit's history. */
    public record StateChange(ExhibitState state, OffsetDateTime at, String actor, String reason) {}

    /** An exhibit by its references. */
    public record Exhibit(long id, String caseReference, String reference) {}

    /** Finds the exhibit, or books it in; the same references always give the same exhibit. */
    public Exhibit bookIn(String caseReference, String exhibitReference, String actor) {
        return bookInAt(caseReference, exhibitReference, clock.instant(), actor);
    }

    /** Books in an exhibit that came at an earlier time, as an import records it. */
    public Exhibit bookInAt(String caseReference, String exhibitReference, Instant at, String actor) {
        return transactions.execute(status -> add(caseReference, exhibitReference, at, actor));
    }

    private Exhibit add(String caseReference, String exhibitReference, Instant at, String actor) {
        openCase(caseReference, actor);
        int added = jdbc.sql("""
                        insert into exhibit (case_id, reference, created_by, created_at)
                        select id, ?, ?, ?::timestamptz from case_file where reference = ?
                        on conflict (case_id, reference) do nothing
                        """)
                .params(exhibitReference, actor, Times.utc(at), caseReference)
                .update();
        Exhibit exhibit = find(caseReference, exhibitReference).orElseThrow();
        if (added > 0) {
            moveAt(exhibit.id(), ExhibitState.BOOKED_IN, at, actor, "booked in");
        }
        return exhibit;
    }

    public Optional<Exhibit> find(String caseReference, String exhibitReference) {
        return jdbc.sql("""
                        select e.id, c.reference as case_reference, e.reference
                        from exhibit e join case_file c on c.id = e.case_id
                        where c.reference = ? and e.reference = ?
                        """)
                .params(caseReference, exhibitReference)
                .query(Exhibit.class)
                .optional();
    }

    /** Adds a state; who moved it and why are part of the record. */
    public void move(long exhibitId, ExhibitState state, String actor, String reason) {
        moveAt(exhibitId, state, clock.instant(), actor, reason);
    }

    /** Adds a state that was reached earlier, as an import records it; the order of recording stays the order of states. */
    public void moveAt(long exhibitId, ExhibitState state, Instant at, String actor, String reason) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("insert into exhibit_state (exhibit_id, state, at, actor, reason) values (?, ?, ?, ?, ?)")
                    .params(exhibitId, state.name(), Times.utc(at), actor, reason)
                    .update();
            acts.record(
                    actor,
                    "EXHIBIT_" + state,
                    state == ExhibitState.BOOKED_IN ? ProcessingAct.COLLECTION : ProcessingAct.ALTERATION,
                    Entry.Links.ofExhibit(exhibitId),
                    Map.of("at", at.toString(), "reason", reason));
        });
    }

    /** The number of a case, which is opened when it is new. */
    public long openCase(String reference, String actor) {
        return transactions.execute(status -> {
            int opened = jdbc.sql("""
                            insert into case_file (reference, created_by, created_at) values (?, ?, ?)
                            on conflict (reference) do nothing
                            """)
                    .params(reference, actor, Times.utc(clock.instant()))
                    .update();
            long id = findCase(reference).orElseThrow();
            if (opened > 0) {
                acts.record(actor, "CASE_OPENED", ProcessingAct.COLLECTION, Entry.Links.ofCase(id), Map.of());
            }
            return id;
        });
    }

    public Optional<Long> findCase(String reference) {
        return jdbc.sql("select id from case_file where reference = ?")
                .param(reference)
                .query(Long.class)
                .optional();
    }

    /** The reference of every case, by its number. */
    public Map<Long, String> caseReferences() {
        return references(jdbc.sql("select id, reference from case_file"));
    }

    /** References of these cases. */
    public Map<Long, String> caseReferences(Collection<Long> cases) {
        return references(jdbc.sql("select id, reference from case_file where id = any(?)")
                .param(cases.toArray(Long[]::new)));
    }

    private static Map<Long, String> references(JdbcClient.StatementSpec cases) {
        Map<Long, String> references = new HashMap<>();
        cases.query(row -> {
            references.put(row.getLong("id"), row.getString("reference"));
        });
        return references;
    }

    /** The state the exhibit is in now. */
    public Optional<StateChange> current(long exhibitId) {
        return jdbc.sql("""
                        select state, at, actor, reason from exhibit_state
                        where exhibit_id = ? order by id desc limit 1
                        """).params(exhibitId).query(StateChange.class).optional();
    }

    /** The newest state that its work led to: not that it failed or waits for room. Work that goes on goes on from there. */
    public Optional<ExhibitState> reached(long exhibitId) {
        return jdbc.sql("""
                        select state from exhibit_state
                        where exhibit_id = ? and state not in ('FAILED', 'HELD_FOR_STORAGE') order by id desc limit 1
                        """).param(exhibitId).query(ExhibitState.class).optional();
    }

    /** Every state the exhibit has been in, oldest first. */
    public List<StateChange> history(long exhibitId) {
        return jdbc.sql("select state, at, actor, reason from exhibit_state where exhibit_id = ? order by id")
                .params(exhibitId)
                .query(StateChange.class)
                .list();
    }
}
