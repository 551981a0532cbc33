package org.curlew.pipeline.web.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Recent;
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

    private final CaseAccess access;
    private final Queue source;
    private final Recent<List<RankedExhibit>> queue;

    QueueDesk(CaseAccess access, Queue queue) {
        this.access = access;
        this.source = queue;
        this.queue = new Recent<>(queue::list, Duration.ofSeconds(5), Duration.ofSeconds(60));
    }

    /** The queue with the instant it was ranked at and how many places are of cases that the person may not see. */
    public record Listed(List<RankedExhibit> rows, int whole, Instant at) {
        public int hidden() {
            return whole - rows.size();
        }
    }

    public Listed list(Viewer viewer) {
        Recent.Held<List<RankedExhibit>> held = queue.get();
        LongPredicate visible = access.visibleTo(viewer);
        return new Listed(
                held.value().stream()
                        .filter(r -> visible.test(r.rank().caseId()))
                        .toList(),
                held.value().size(),
                held.at());
    }

    /** The queue as it stood at an instant, with the order and the sentences of then. */
    public Listed asOf(Viewer viewer, Instant at) {
        List<RankedExhibit> then = source.asOf(at);
        LongPredicate visible = access.visibleTo(viewer);
        return new Listed(
                then.stream().filter(r -> visible.test(r.rank().caseId())).toList(), then.size(), at);
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
}
