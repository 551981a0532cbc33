package org.curlew.pipeline.web.suspects;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Recent;
import org.curlew.triage.obligations.Obligation;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.obligations.ReleasedSuspect;
import org.curlew.triage.obligations.ReleasedSuspects;
import org.curlew.triage.register.RegisterChanged;
import org.curlew.triage.reviews.ReviewCapacity;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** What a supervisor must know first: who has not been looked at, and what else is due, of the cases the person may see. */
@Service
@ConditionalOnWebApplication
public class SuspectDesk {

    private final CaseAccess access;
    private final Obligations obligations;
    private final ReviewCapacity capacity;
    private final Clock clock;
    private final Recent<List<ReleasedSuspect>> suspects;

    SuspectDesk(
            CaseAccess access,
            ReleasedSuspects suspects,
            Obligations obligations,
            ReviewCapacity capacity,
            Clock clock) {
        this.access = access;
        this.obligations = obligations;
        this.capacity = capacity;
        this.clock = clock;
        this.suspects = new Recent<>(suspects::list, Duration.ofSeconds(5), Duration.ofSeconds(60));
    }

    /** The suspects with the instant of the list. */
    public record Listed(List<ReleasedSuspect> rows, String headline, Instant at) {}

    /** Something due: how many are open and past due, and the one past due the longest. */
    public record Due(String what, long open, long overdue, Obligation oldest, String basis) {}

    public Listed suspects(Viewer viewer) {
        Recent.Held<List<ReleasedSuspect>> held = suspects.get();
        LongPredicate visible = access.visibleTo(viewer);
        List<ReleasedSuspect> rows =
                held.value().stream().filter(r -> visible.test(r.caseId())).toList();
        return new Listed(rows, ReleasedSuspects.headline(rows), held.at());
    }

    ReviewCapacity.Outlook outlook() {
        return capacity.outlook();
    }

    /** Other clocks of the desk, each with its oldest. */
    public List<Due> others(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        Instant now = clock.instant();
        List<Due> found = new ArrayList<>();
        found.add(due("warrants to allocate", visible, now, "warrant-allocated"));
        found.add(due("warrants to execute before they expire", visible, now, "warrant-expiry"));
        found.add(due("referrals to assess", visible, now, "referral-assessed"));
        found.add(due(
                "welfare checks of suspects", visible, now, "welfare-ongoing", "release-welfare", "welfare-trigger"));
        found.add(due("updates to victims", visible, now, "victim-update", "victim-routine"));
        found.add(due("bail periods that end", visible, now, "bail-end"));
        return found;
    }

    /** The 28-day reviews that are open, the longest overdue first. */
    public List<Obligation> reviews(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        return obligations.open("supervisor-review").stream()
                .filter(o -> o.caseId() != null && visible.test(o.caseId()))
                .sorted(Comparator.comparing(Obligation::due))
                .toList();
    }

    /** Open obligations of some rules, the longest overdue first. */
    public List<Obligation> open(Viewer viewer, String... rules) {
        LongPredicate visible = access.visibleTo(viewer);
        List<Obligation> found = new ArrayList<>();
        for (String rule : rules) {
            obligations.open(rule).stream()
                    .filter(o -> o.caseId() == null || visible.test(o.caseId()))
                    .forEach(found::add);
        }
        found.sort(Comparator.comparing(Obligation::due));
        return found;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void changed(RegisterChanged change) {
        suspects.forget();
    }

    private Due due(String what, LongPredicate visible, Instant now, String... rules) {
        List<Obligation> open = new ArrayList<>();
        String basis = "";
        for (String rule : rules) {
            obligations.open(rule).stream()
                    .filter(o -> o.caseId() == null || visible.test(o.caseId()))
                    .forEach(open::add);
            basis = basis.isEmpty() ? rule : basis + "," + rule;
        }
        return new Due(
                what,
                open.size(),
                open.stream().filter(o -> o.overdue(now)).count(),
                open.stream().min(Comparator.comparing(Obligation::due)).orElse(null),
                basis);
    }
}
