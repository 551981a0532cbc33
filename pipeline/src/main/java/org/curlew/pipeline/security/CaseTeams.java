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
    private volatile Loaded loaded = new Loaded(Map.of(), Instant.MIN);

    CaseTeams(JdbcClient jdbc, Assignments assignments) {
        this.jdbc = jdbc;
        this.assignments = assignments;
    }

    /** A case's team ("" where none is recorded) and the people named in it. */
    record Belonging(String team, Set<String> people) {}

    private record Loaded(Map<Long, Belonging> cases, Instant at) {

        boolean isOld() {
            return at.plus(KEPT).isBefore(Instant.now());
        }
    }

    Map<Long, Belonging> all() {
        Loaded now = loaded;
        return now.isOld() ? loadOnce() : now.cases;
    }

    /** Whoever comes while another reads waits for what that one finds: every page asks here. */
    private synchronized Map<Long, Belonging> loadOnce() {
        if (loaded.isOld()) {
            Instant begun = Instant.now();
            long known = changes.get();
            Map<Long, Belonging> cases = load();
            loaded = new Loaded(cases, changes.get() == known ? begun : Instant.MIN);
            return cases;
        }
        return loaded.cases;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void changed(RegisterChanged change) {
        if (change.kind().equals("CaseDetails")) {
            forget();
        }
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void changed(ReviewerChanged change) {
        forget();
    }

    /** What is being read at this moment may be from before the change. */
    private void forget() {
        changes.incrementAndGet();
        loaded = new Loaded(Map.of(), Instant.MIN);
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
