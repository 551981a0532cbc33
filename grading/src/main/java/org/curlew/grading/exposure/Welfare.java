package org.curlew.grading.exposure;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.curlew.grading.sessions.GradingException;
import org.curlew.triage.obligations.Happenings;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Graders' welfare appointments: two a year (the interval of the obligation {@code grader-welfare} is that rule's). Only that one was
 * kept is stored here, and nothing that was said.
 */
@Service
public class Welfare {

    /** Months between appointments. */
    public static final int MONTHS = 6;

    private static final int LOCK = 414;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Happenings happenings;
    private final Clock clock;

    public Welfare(JdbcClient jdbc, TransactionTemplate transactions, Happenings happenings, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.happenings = happenings;
        this.clock = clock;
    }

    /** Somebody began to grade: the welfare clock starts. */
    public void started(String grader, Instant at, String enteredBy) {
        enter(grader, "STARTED", "GRADER_STARTED", at, enteredBy);
    }

    /** Somebody looked at media: where no clock of theirs runs, theirs starts now. */
    public void looked(String grader) {
        if (due(grader).isPresent()) {
            return;
        }
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("select pg_advisory_xact_lock(?, hashtext(?))")
                    .params(LOCK, Exposure.key(grader))
                    .query(String.class)
                    .optional();
            // another page of the same person may have started it while this one waited
            if (due(grader).isEmpty()) {
                started(grader, clock.instant(), "machine");
            }
        });
    }

    /** An appointment was kept; entered by the welfare role, never by the grader. */
    public void kept(String grader, Instant at, String enteredBy) {
        requireAnother(grader, enteredBy, "That an appointment was kept");
        enter(grader, "KEPT", "GRADER_APPOINTMENT_KEPT", at, enteredBy);
    }

    /** Somebody no longer grades: the clock ends. Never entered by the grader: the next look would begin a new one. */
    public void left(String grader, Instant at, String enteredBy) {
        requireAnother(grader, enteredBy, "That somebody grades no more");
        enter(grader, "LEFT", "GRADER_LEFT", at, enteredBy);
    }

    /** When the next appointment is due; empty for somebody who does not grade. */
    public Optional<Instant> due(String grader) {
        return jdbc.sql("""
                        select kind, at from grader_welfare where grader = ? order by at desc, id desc limit 1
                        """)
                .param(Exposure.key(grader))
                .query((row, n) -> row.getString("kind").equals("LEFT") ? null : Times.instant(row, "at"))
                .optional()
                .map(at -> at.atZone(Times.UK).plusMonths(MONTHS).toInstant());
    }

    public boolean overdue(String grader, int graceDays) {
        return due(grader)
                .map(due -> due.plus(java.time.Duration.ofDays(graceDays)).isBefore(clock.instant()))
                .orElse(false);
    }

    private static void requireAnother(String grader, String enteredBy, String what) {
        if (Exposure.key(grader).equals(Exposure.key(enteredBy))) {
            throw new GradingException(what + " is entered by the welfare role, never by the grader: ask another one.");
        }
    }

    private void enter(String grader, String kind, String happening, Instant at, String enteredBy) {
        if (at.isAfter(clock.instant())) {
            throw new GradingException("What has not happened yet cannot be entered: " + at + " lies ahead.");
        }
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("insert into grader_welfare (grader, kind, at, entered_by) values (?, ?, ?, ?)")
                    .params(Exposure.key(grader), kind, Times.utc(at), enteredBy)
                    .update();
            happenings.report(happening, "grader:" + Exposure.key(grader), at, null, enteredBy);
        });
    }
}
