package org.curlew.grading.victims;

import java.time.Clock;
import org.curlew.grading.sessions.GradingException;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.obligations.Happenings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is done about an exhibit on which the machine found candidates for first-generation material, before anybody has graded it: the
 * task to victim identification and, where a child may be in the UK, safeguarding; both are due the same day.
 */
@Service
public class ExhibitTasks {

    /** What was done. */
    public enum Step {
        VID_TASKED,
        SAFEGUARDING_STARTED,
        CHILD_NOT_IN_UK
    }

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Happenings happenings;
    private final Ledger ledger;
    private final Clock clock;

    public ExhibitTasks(
            JdbcClient jdbc, TransactionTemplate transactions, Happenings happenings, Ledger ledger, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.happenings = happenings;
        this.ledger = ledger;
        this.clock = clock;
    }

    private record Where(long caseId, String caseReference, String exhibit) {}

    /**
     * Enters a step, which ends the duty that it meets.
     *
     * @param text to whom it was given, what was begun, or what it rests on
     * @throws GradingException without a text, or for an exhibit that is not there
     */
    public void enter(long exhibitId, Step step, String text, String actor) {
        if (text == null || text.isBlank()) {
            throw new GradingException("Say to whom it was given, or what it rests on: the step needs its reason.");
        }
        transactions.executeWithoutResult(_ -> {
            Where where = where(exhibitId);
            happenings.report(step.name(), "exhibit:" + exhibitId, clock.instant(), where.caseId(), actor);
            ledger.append(LedgerEntry.of(actor, step.name(), ProcessingAct.ALTERATION)
                    .about("case:" + where.caseReference())
                    .about("exhibit:" + where.exhibit())
                    .with("justification", text.strip()));
        });
    }

    private Where where(long exhibitId) {
        return jdbc.sql("""
                        select c.id as case_id, c.reference as case_reference, e.reference as exhibit
                        from exhibit e join case_file c on c.id = e.case_id where e.id = ?
                        """)
                .param(exhibitId)
                .query(Where.class)
                .optional()
                .orElseThrow(() -> new GradingException("There is no exhibit " + exhibitId + "."));
    }
}
