package org.curlew.triage.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Writes acts of the register, the queue and the reviews into the ledger, in the act's own transaction. Cases and exhibits
 * stand there by their references, people by their numbers: the ledger can never be erased from, so it holds no names.
 */
@Service
public class ActLog {

    private final JdbcClient jdbc;
    private final Ledger ledger;

    public ActLog(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /**
     * Records an act.
     *
     * @param kind in capitals: {@code REGISTER_EDITED}
     * @param about what it was done to; an exhibit brings its case
     * @throws IllegalStateException outside a transaction
     */
    public void record(String actor, String kind, ProcessingAct act, Entry.Links about, Map<String, Object> details) {
        ledger.append(new LedgerEntry(actor, kind, act, subjects(about), details));
    }

    private List<String> subjects(Entry.Links about) {
        List<String> subjects = new ArrayList<>();
        if (about.caseId() != null || about.exhibitId() != null) {
            record References(String caseReference, String exhibitReference) {}
            References found = jdbc.sql("""
                            select coalesce(c.reference, own.reference) as case_reference, e.reference as exhibit_reference
                            from (values (?::bigint, ?::bigint)) as wanted(case_id, exhibit_id)
                            left join case_file c on c.id = wanted.case_id
                            left join exhibit e on e.id = wanted.exhibit_id
                            left join case_file own on own.id = e.case_id
                            """)
                    .params(about.caseId(), about.exhibitId())
                    .query(References.class)
                    .single();
            add(subjects, "case:", found.caseReference());
            add(subjects, "exhibit:", found.exhibitReference());
        }
        add(subjects, "person:", about.personId());
        add(subjects, "child:", about.childId());
        return subjects;
    }

    private static void add(List<String> subjects, String prefix, Object reference) {
        if (reference != null) {
            subjects.add(prefix + reference);
        }
    }
}
