package org.curlew.pipeline.web.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Recent;
import org.curlew.pipeline.web.RecentAnswers;
import org.curlew.pipeline.web.Seen;
import org.curlew.triage.queue.Band;
import org.curlew.triage.queue.Overrides;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.RankedExhibit;
import org.curlew.triage.register.RegisterChanged;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** The queue as a person may see it: every place is counted, and only cases that the person may see are named. */
@Service
@ConditionalOnWebApplication
public class QueueDesk {

    /** A hundred thousand waiting exhibits take seconds to rank; a unit's hundreds are never older than seconds. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final CaseAccess access;
    private final Queue source;
    private final Clock clock;
    private final Recent<List<RankedExhibit>> queue;

    /** A past day does not change any more; two, because somebody compares. */
    private final RecentAnswers<Instant, List<RankedExhibit>> past;

    private final Seen<List<RankedExhibit>, Listed> seen = new Seen<>();

    QueueDesk(CaseAccess access, Queue queue, Clock clock) {
        this.access = access;
        this.source = queue;
        this.clock = clock;
        this.queue = new Recent<>(queue::list, Duration.ofSeconds(5), LIMIT);
        this.past = new RecentAnswers<>(queue::asOf, 2, LIMIT, LIMIT.multipliedBy(10));
    }

    /**
     * The queue with the instant it was ranked at.
     *
     * @param rows the places of cases that the person may see
     * @param whole how many places there are
     * @param waiting how many of the rows are of each band
     * @param late those of the rows that are past their target
     */
    public record Listed(
            List<RankedExhibit> rows, int whole, Map<Band, Long> waiting, List<RankedExhibit> late, Instant at) {
        public int hidden() {
            return whole - rows.size();
        }
    }

    public Listed list(Viewer viewer) {
        Recent.Held<List<RankedExhibit>> held = queue.get();
        LongPredicate visible = access.visibleTo(viewer);
        return seen.of(visible, held.value(), whole -> listed(visible, whole, held.at()));
    }

    /** The queue as it stood at an instant, with the order and the sentences of then; as it is now where that is still to come. */
    public Listed asOf(Viewer viewer, Instant at) {
        Instant now = clock.instant();
        if (at.isAfter(now)) {
            return list(viewer);
        }
        // What somebody wrote just before may not be committed yet: only what is surely over is kept.
        boolean over = at.isBefore(now.minus(SETTLED));
        return listed(access.visibleTo(viewer), over ? past.get(at).value() : source.asOf(at), at);
    }

    /** The exhibits of a case stand together: each case is asked about once. */
    private static Listed listed(LongPredicate visible, List<RankedExhibit> whole, Instant at) {
        List<RankedExhibit> rows = new ArrayList<>();
        Map<Band, Long> waiting = new EnumMap<>(Band.class);
        for (Band band : Band.values()) {
            waiting.put(band, 0L);
        }
        List<RankedExhibit> late = new ArrayList<>();
        long asked = -1;
        boolean shown = false;
        for (RankedExhibit one : whole) {
            if (one.rank().caseId() != asked) {
                asked = one.rank().caseId();
                shown = visible.test(asked);
            }
            if (shown) {
                rows.add(one);
                waiting.merge(one.band(), 1L, Long::sum);
                if (late(one)) {
                    late.add(one);
                }
            }
        }
        return new Listed(rows.size() == whole.size() ? whole : rows, whole.size(), waiting, late, at);
    }

    /** Whether an exhibit is past its target. */
    private static boolean late(RankedExhibit exhibit) {
        return switch (exhibit.rank().light()) {
            case RED, REVIEW -> true;
            case GREEN, AMBER -> false;
        };
    }

    /** When the first exhibit was ranked here; an earlier day shows an empty queue because nothing is known of it. */
    public Optional<Instant> rankedSince() {
        return source.rankedSince();
    }

    /** The place of one exhibit; the caller has asked for access to its case. */
    public Optional<RankedExhibit> find(long exhibitId) {
        return queue.get().value().stream()
                .filter(r -> r.exhibitId() == exhibitId)
                .findFirst();
    }

    /** The whole queue for counting: no reference of it may be shown. */
    public Recent.Held<List<RankedExhibit>> forCounts() {
        return queue.get();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void changed(RegisterChanged change) {
        queue.forget();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void changed(Overrides.Changed change) {
        queue.forget();
    }
}
