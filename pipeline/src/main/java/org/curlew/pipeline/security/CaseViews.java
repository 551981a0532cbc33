package org.curlew.pipeline.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.curlew.storage.ledger.Consultations;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes who looks at what: for the access list of the case, and in the ledger (DPA 2018 s.62, consultation). Where the force has
 * the switch {@code curlew.ledger.justification} on, nothing is shown before the person has said why.
 */
@Service
@ConditionalOnWebApplication
public class CaseViews {

    /** A reason holds for a turn of duty, not for good. */
    static final Duration REASON_HOLDS = Duration.ofHours(12);

    private static final int SHORTEST_REASON = 10;

    private final JdbcClient jdbc;
    private final Consultations consultations;
    private final Clock clock;

    CaseViews(JdbcClient jdbc, Consultations consultations, Clock clock) {
        this.jdbc = jdbc;
        this.consultations = consultations;
        this.clock = clock;
    }

    /**
     * Something that is looked at.
     *
     * @param exhibit its reference; null where it is of the whole case
     * @param what in words, without names of persons: the ledger is never erased from
     * @param items digests of what a page lists; a page is one entry
     */
    public record Look(long caseId, String exhibit, String what, List<String> items) {}

    /** Notes an act; the act itself writes the ledger. */
    public void touched(Viewer viewer, long caseId, String what) {
        access(viewer, caseId, what);
    }

    /**
     * Notes a look.
     *
     * @throws ReasonNeededException where the force asks for a reason and there is none yet
     */
    @Transactional
    public void looked(Viewer viewer, Look look) {
        String reference = access(viewer, look.caseId(), look.what());
        Optional<String> reason = reason(viewer, look.caseId());
        if (consultations.justificationNeeded() && reason.isEmpty()) {
            throw new ReasonNeededException(look.caseId(), reference);
        }
        List<String> subjects = new ArrayList<>(List.of("case:" + reference));
        if (look.exhibit() != null) {
            subjects.add("exhibit:" + look.exhibit());
        }
        consultations.viewed(
                viewer.name(),
                look.exhibit() == null ? "CASE_VIEWED" : "EXHIBIT_VIEWED",
                look.what(),
                subjects,
                look.items(),
                reason.orElse(null));
    }

    /** Keeps the reason why the person looks at the case, for the next twelve hours. */
    public void say(Viewer viewer, long caseId, String reason) {
        if (reason == null || reason.strip().length() < SHORTEST_REASON) {
            throw new AccountException("Give the reason in a sentence: it stands in the ledger");
        }
        int kept = jdbc.sql("""
                        insert into case_view_reason (case_id, user_id, at, reason)
                        select id, ?, ?, ? from case_file where id = ?
                        """)
                .params(viewer.id(), Times.utc(clock.instant()), reason.strip(), caseId)
                .update();
        if (kept == 0) {
            throw new NoSuchCaseException(caseId);
        }
    }

    private Optional<String> reason(Viewer viewer, long caseId) {
        Instant since = clock.instant().minus(REASON_HOLDS);
        return jdbc.sql("""
                        select reason from case_view_reason where case_id = ? and user_id = ? and at > ?
                        order by at desc limit 1
                        """)
                .params(caseId, viewer.id(), Times.utc(since))
                .query(String.class)
                .optional();
    }

    /** @return the case's reference */
    private String access(Viewer viewer, long caseId, String what) {
        return jdbc.sql("""
                        with noted as (
                            insert into case_view (case_id, user_id, at, what)
                            select id, ?, ?, ? from case_file where id = ?)
                        select reference from case_file where id = ?
                        """)
                .params(viewer.id(), Times.utc(clock.instant()), what, caseId, caseId)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new NoSuchCaseException(caseId));
    }
}
