package org.curlew.pipeline.security;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.RegisterChanged;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.reviews.Assignments;
import org.curlew.triage.reviews.ReviewerChanged;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
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

    private final Snapshots snapshots;
    private final Assignments assignments;
    private volatile Loaded loaded = new Loaded(Map.of(), Instant.MIN);

    CaseTeams(Snapshots snapshots, Assignments assignments) {
        this.snapshots = snapshots;
        this.assignments = assignments;
    }

    /** A case's team ("" where none is recorded) and the people named in it. */
    record Belonging(String team, Set<String> people) {}

    private record Loaded(Map<Long, Belonging> cases, Instant at) {}

    Map<Long, Belonging> all() {
        Loaded now = loaded;
        if (now.at.plus(KEPT).isBefore(Instant.now())) {
            now = new Loaded(load(), Instant.now());
            loaded = now;
        }
        return now.cases;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void changed(RegisterChanged change) {
        if (change.kind().equals("CaseDetails")) {
            loaded = new Loaded(Map.of(), Instant.MIN);
        }
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void changed(ReviewerChanged change) {
        loaded = new Loaded(Map.of(), Instant.MIN);
    }

    private Map<Long, Belonging> load() {
        Map<Long, Belonging> cases = new HashMap<>();
        Map<Long, Assignments.Assignment> deputies = assignments.deputies();
        snapshots
                .load(Snapshots.kinds(CaseDetails.class), null, null)
                .all(CaseDetails.class)
                .forEach(v -> {
                    CaseDetails details = v.entry();
                    cases.put(
                            details.caseId(),
                            new Belonging(
                                    details.team() == null ? "" : details.team().strip(),
                                    Stream.of(
                                                    details.officer(),
                                                    details.supervisor(),
                                                    deputies.containsKey(details.caseId())
                                                            ? deputies.get(details.caseId())
                                                                    .reviewer()
                                                            : null)
                                            .filter(Objects::nonNull)
                                            .collect(Collectors.toUnmodifiableSet())));
                });
        return cases;
    }
}
