package org.curlew.triage.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curlew.triage.rules.RuleBook;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What comes next, and the sentence that says why. */
@Service
public class Queue {

    private final QueueInputs inputs;
    private final RankStore store;
    private final RuleBook rules;
    private final Clock clock;

    Queue(QueueInputs inputs, RankStore store, RuleBook rules, Clock clock) {
        this.inputs = inputs;
        this.store = store;
        this.rules = rules;
        this.clock = clock;
    }

    public QueueRules rules() {
        return rules.inForce("queue", QueueRules.class);
    }

    /** Keeps what the machine found on an exhibit and ranks its case again. */
    @Transactional
    public RankedExhibit rerank(long exhibitId, TriageOutcome outcome, String actor) {
        store.addOutcome(exhibitId, outcome, clock.instant(), actor);
        rerank(List.of(exhibitId), "triage result", actor);
        return list().stream()
                .filter(r -> r.exhibitId() == exhibitId)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Exhibit " + exhibitId + " is not in the queue"));
    }

    /** Ranks the whole queue again; gives the number of exhibits whose rank changed. */
    @Transactional
    public int rerankAll(String cause, String actor) {
        return rerank(null, cause, actor);
    }

    /** The queue as it stands now, in order, with sentences as of now. */
    public List<RankedExhibit> list() {
        Instant now = clock.instant();
        return order(current(null, now), now);
    }

    private int rerank(Collection<Long> exhibits, String cause, String actor) {
        Instant now = clock.instant();
        QueueRules inForce = rules();
        List<RankStore.Row> changed = new ArrayList<>();
        List<QueueInputs.Waiting> waiting = inputs.gather(exhibits, now);
        Map<Long, RankStore.Last> last =
                store.last(waiting.stream().map(w -> w.inputs().exhibitId()).toList());
        for (QueueInputs.Waiting one : waiting) {
            RankStore.Last before = last.get(one.inputs().exhibitId());
            RankInputs in = since(one.inputs(), before);
            Rank rank = Ranker.rank(in, inForce, now);
            Instant since =
                    before != null && before.band() == rank.band() ? before.bandSince() : bandStart(in, before, now);
            if (before == null
                    || before.band() != rank.band()
                    || before.points() != rank.points()
                    || !before.gate().equals(rank.gate())
                    || !before.light().equals(rank.light().name())
                    || !before.ruleVersion().equals(inForce.version())) {
                changed.add(new RankStore.Row(rank, in, since, now, inForce.version()));
            }
        }
        store.replace(changed, cause, actor);
        return changed.size();
    }

    /** An exhibit enters its first band when it enters the queue. */
    private static Instant bandStart(RankInputs in, RankStore.Last before, Instant now) {
        return before == null ? in.receivedAt() : now;
    }

    private static RankInputs since(RankInputs in, RankStore.Last before) {
        return before == null
                ? in
                : new RankInputs(
                        in.exhibitId(),
                        in.caseId(),
                        in.offence(),
                        in.facts(),
                        in.receivedAt(),
                        before.bandSince(),
                        in.awaitingTriage(),
                        in.outcome(),
                        in.deadline(),
                        in.override());
    }

    private List<QueueInputs.Waiting> current(Collection<Long> exhibits, Instant now) {
        return inputs.gather(exhibits, now);
    }

    private List<RankedExhibit> order(List<QueueInputs.Waiting> waiting, Instant now) {
        QueueRules inForce = rules();
        Map<Long, RankStore.Last> last =
                store.last(waiting.stream().map(w -> w.inputs().exhibitId()).toList());
        Map<Long, QueueInputs.Waiting> byId = new HashMap<>();
        List<QueueOrder.Entry> entries = new ArrayList<>(waiting.size());
        for (QueueInputs.Waiting one : waiting) {
            byId.put(one.inputs().exhibitId(), one);
            RankInputs in = since(one.inputs(), last.get(one.inputs().exhibitId()));
            long hits = in.outcome() == null ? 0 : in.outcome().illegalHits();
            entries.add(new QueueOrder.Entry(Ranker.rank(in, inForce, now), hits));
        }
        List<RankedExhibit> ranked = new ArrayList<>(entries.size());
        for (QueueOrder.Entry entry : QueueOrder.sort(entries)) {
            QueueInputs.Waiting one = byId.get(entry.rank().exhibitId());
            ranked.add(new RankedExhibit(
                    entry.rank().exhibitId(),
                    one.caseReference(),
                    one.exhibitReference(),
                    ranked.size() + 1,
                    entry.rank(),
                    inForce.version(),
                    now));
        }
        return ranked;
    }
}
