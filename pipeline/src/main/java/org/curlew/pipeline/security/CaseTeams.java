package org.curlew.pipeline.security;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.curlew.triage.register.RegisterChanged;
import org.curlew.triage.reviews.Assignments;
import org.curlew.triage.reviews.ReviewerChanged;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Which team and which named people each case belongs to, from the register: its officer, its supervisor and,
 * while there is one, the deputy who reviews it. Kept for a few seconds, and forgotten at once
 * when this node changes a case.
 */
@Service
@ConditionalOnWebApplication
class CaseTeams {

    private static final Duration KEPT = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Assignments assignments;
    private final AtomicLong changes = new AtomicLong();
    private volatile Loaded loaded = new Loaded(Map.of(), Instant.MIN, 0);

    CaseTeams(JdbcClient jdbc, Assignments assignments) {
        this.jdbc = jdbc;
        this.assignments = assignments;
    }

    /** A case's team ("" where none is recorded) and the people named in it. */
    record Belonging(String team, Set<String> people) {}

    /** @param changes how many were known before it was read: with another since, it may be from before that one */
    private record Loaded(Map<Long, Belonging> cases, Instant at, long changes) {}

    Map<Long, Belonging> all() {
        Loaded now = loaded;
        return isOld(now) ? loadOnce() : now.cases;
    }

    private boolean isOld(Loaded read) {
        return read.changes != changes.get() || read.at.plus(KEPT).isBefore(Instant.now());
    }

    /** Whoever comes while another reads waits for what that one finds: every page asks here. */
    private synchronized Map<Long, Belonging> loadOnce() {
        if (isOld(loaded)) {
            Instant begun = Instant.now();
            long known = changes.get();
            loaded = new Loaded(load(), begun, known);
        }
        return loaded.cases;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void changed(RegisterChanged change) {
        if (change.kind().equals("CaseDetails")) {
            changes.incrementAndGet();
        }
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void changed(ReviewerChanged change) {
        changes.incrementAndGet();
    }

    private Map<Long, Belonging> load() {
        Map<Long, Belonging> cases = new HashMap<>();
        Map<Long, Assignments.Assignment> deputies = assignments.deputies();
        jdbc.sql("""
                        select case_id, body ->> 'team' as team, body ->> 'officer' as officer,
                               body ->> 'supervisor' as supervisor
                        from register_version
                        where kind = 'CaseDetails' and superseded_at is null and not withdrawn
                        """).query(row -> {
            long caseId = row.getLong("case_id");
            String team = row.getString("team");
            Assignments.Assignment deputy = deputies.get(caseId);
            cases.put(
                    caseId,
                    new Belonging(
                            team == null ? "" : team.strip(),
                            Stream.of(
                                            row.getString("officer"),
                                            row.getString("supervisor"),
                                            deputy == null ? null : deputy.reviewer())
                                    .filter(Objects::nonNull)
                                    .collect(Collectors.toUnmodifiableSet())));
        });
        return cases;
    }
}
