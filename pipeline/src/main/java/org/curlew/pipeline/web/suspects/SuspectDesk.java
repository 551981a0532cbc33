package org.curlew.pipeline.web.suspects;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Recent;
import org.curlew.pipeline.web.RecentAnswers;
import org.curlew.pipeline.web.Seen;
import org.curlew.triage.obligations.ClocksTurned;
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

    /** Other clocks in words, with their rules. */
    private static final String[][] OTHERS = {
        {"warrants to allocate", "warrant-allocated"},
        {"warrants to execute before they expire", "warrant-expiry"},
        {"referrals to assess", "referral-assessed"},
        {"welfare checks of suspects", "welfare-ongoing,release-welfare,welfare-trigger"},
        {"updates to victims", "victim-update,victim-routine"},
        {"bail periods that end", "bail-end"}
    };

    /** Lists of open obligations that are kept: those of the desk, and no more than anybody can name. */
    private static final int KEPT = 40;

    /** A change of the register and a turn of the clocks are told of; without one only the time goes on, which the page says. */
    private static final Duration UNTURNED = Duration.ofSeconds(20);

    private final CaseAccess access;
    private final Obligations obligations;
    private final ReviewCapacity capacity;
    private final Clock clock;
    private final ReleasedSuspects suspects;
    private final Recent<List<ReleasedSuspects.Place>> places;
    private final RecentAnswers<Set<String>, Open> clocks;
    private final Seen<List<ReleasedSuspects.Place>, Listed> seen = new Seen<>();

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
        this.suspects = suspects;
        this.places = new Recent<>(suspects::places, UNTURNED, UNTURNED.multipliedBy(3));
        this.clocks = new RecentAnswers<>(
                rules -> new Open(obligations.due(rules), new Seen<>()), KEPT, UNTURNED, UNTURNED.multipliedBy(3));
    }

    /** Open obligations of some rules, the longest overdue first, with what each sight sees of them. */
    private record Open(List<Obligations.Due> all, Seen<List<Obligations.Due>, List<Obligations.Due>> seen) {

        List<Obligations.Due> by(LongPredicate visible) {
            return seen.of(visible, all, whole -> whole.stream()
                    .filter(d -> d.caseId() == null || visible.test(d.caseId()))
                    .toList());
        }
    }

    /** The places of the suspects with the instant of the list; {@link #rows} gives a page of them. */
    public record Listed(List<ReleasedSuspects.Place> places, String headline, Instant at) {}

    /** Something due: how many are open and past due, and the one past due the longest. */
    public record Due(String what, long open, long overdue, Obligations.Due oldest, String basis) {}

    public Listed suspects(Viewer viewer) {
        Recent.Held<List<ReleasedSuspects.Place>> held = places.get();
        LongPredicate visible = access.visibleTo(viewer);
        return seen.of(visible, held.value(), all -> {
            List<ReleasedSuspects.Place> mine =
                    all.stream().filter(r -> visible.test(r.caseId())).toList();
            return new Listed(mine, ReleasedSuspects.headline(mine), held.at());
        });
    }

    /** The rows of a page of {@link #suspects}, as they stand now. */
    public List<ReleasedSuspect> rows(List<ReleasedSuspects.Place> page) {
        return suspects.rows(page);
    }

    ReviewCapacity.Outlook outlook() {
        return capacity.outlook(open(ReviewCapacity.RULE).all());
    }

    /** Other clocks of the desk, each with its oldest. */
    public List<Due> others(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        Instant now = clock.instant();
        List<Due> found = new ArrayList<>();
        for (String[] line : OTHERS) {
            List<Obligations.Due> open = open(line[1].split(",")).by(visible);
            found.add(new Due(
                    line[0],
                    open.size(),
                    Obligations.Due.before(now, open),
                    open.isEmpty() ? null : open.getFirst(),
                    line[1]));
        }
        return found;
    }

    /** What the obligations of these rules are, as the list is headed; null where no name is known for them together. */
    static String kind(String rules) {
        return switch (rules) {
            case "rui-reassessment" -> "risk reassessments";
            case "supervisor-review" -> "28-day reviews";
            default ->
                Stream.of(OTHERS)
                        .filter(line -> line[1].equals(rules))
                        .map(line -> line[0])
                        .findFirst()
                        .orElse(null);
        };
    }

    /** The 28-day reviews that are open, the longest overdue first; {@link #read} gives a page of them. */
    public List<Obligations.Due> reviews(Viewer viewer) {
        return due(viewer, ReviewCapacity.RULE);
    }

    /** Open obligations of some rules, the longest overdue first; {@link #read} gives a page of them. */
    public List<Obligations.Due> due(Viewer viewer, String... rules) {
        return open(rules).by(access.visibleTo(viewer));
    }

    private Open open(String... rules) {
        return clocks.get(new TreeSet<>(List.of(rules))).value();
    }

    List<Obligation> read(List<Obligations.Due> page) {
        return obligations.read(page);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void changed(RegisterChanged change) {
        places.forget();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void changed(ClocksTurned turn) {
        clocks.forget();
    }
}
