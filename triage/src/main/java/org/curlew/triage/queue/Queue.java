package org.curlew.triage.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.curlew.triage.rules.RuleBook;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What comes next, and the sentence that says why. */
@Service
public class Queue {

    private final QueueInputs inputs;
    private final RankStore store;
    private final Triggers triggers;
    private final RuleBook rules;
    private final Clock clock;

    Queue(QueueInputs inputs, RankStore store, Triggers triggers, RuleBook rules, Clock clock) {
        this.inputs = inputs;
        this.store = store;
        this.triggers = triggers;
        this.rules = rules;
        this.clock = clock;
    }

    /** The rules in force. */
    public QueueRules rules() {
        return rules.inForce("queue", QueueRules.class);
    }

    /**
     * Checks a rule file, brings it into force and ranks everything by it.
     *
     * @throws org.curlew.triage.rules.RuleFileException naming row and field; the old file stays in force
     */
    @Transactional
    public QueueRules loadRules(String yaml, String actor) {
        QueueRules loaded = rules.load("queue", yaml, QueueRules.class, actor);
        rerankAll("rules " + loaded.version(), actor);
        return loaded;
    }

    /** How many waiting exhibits would change their band under a rule file that is not in force. */
    public int wouldMove(QueueRules candidate) {
        Instant now = clock.instant();
        QueueRules inForce = rules();
        int[] moved = {0};
        inputs.gather(
                null,
                now,
                waiting -> moved[0] += (int) prepare(waiting).stream()
                        .filter(p -> Ranker.brief(p.inputs, inForce, now).band()
                                != Ranker.brief(p.inputs, candidate, now).band())
                        .count());
        return moved[0];
    }

    /** Keeps what the machine found on an exhibit and ranks its case again. */
    @Transactional
    public RankedExhibit rerank(long exhibitId, TriageOutcome outcome, String actor) {
        long caseId = store.caseOf(exhibitId);
        store.addOutcome(exhibitId, outcome, clock.instant(), actor);
        if (outcome.illegalHits() > 0) {
            triggers.add(caseId, "hit");
        }
        rerank(List.of(caseId), "triage result", actor);
        return find(exhibitId)
                .orElseThrow(() -> new QueueException("Exhibit " + exhibitId
                        + " is not waiting: it is graded, or a decision took it out of the queue"));
    }

    /** Ranks the whole queue again; gives the number of exhibits whose rank changed. */
    @Transactional
    public int rerankAll(String cause, String actor) {
        return rerank(null, cause, actor);
    }

    /** Ranks a case again. */
    @Transactional
    public int rerankCase(long caseId, String cause, String actor) {
        return rerank(List.of(caseId), cause, actor);
    }

    /**
     * Ranks again every case that a trigger named since the last call; to be called every second or two, by any node.
     *
     * @return exhibits whose rank changed
     */
    @Transactional
    public int rerankTriggered() {
        Map<Long, String> open = triggers.take();
        if (open.isEmpty()) {
            return 0;
        }
        String cause = open.values().stream()
                .distinct()
                .sorted()
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
        return rerank(open.keySet(), cause, "queue");
    }

    /** The queue as it stands now, in order, with sentences as of now. */
    public List<RankedExhibit> list() {
        Instant now = clock.instant();
        return order(null, now);
    }

    /**
     * The exhibit to start next: the first of the queue, except that the reserved share of starts goes to the oldest. It
     * is started when it moves to ADMITTED.
     */
    public Optional<RankedExhibit> next() {
        Set<Long> started = store.started();
        List<RankedExhibit> unstarted =
                list().stream().filter(r -> !started.contains(r.exhibitId())).toList();
        return unstarted.isEmpty()
                ? Optional.empty()
                : Optional.of(Picker.next(unstarted, started.size(), rules().reservedForOldest()));
    }

    /**
     * An exhibit's rank, if it waits. Only its case is ranked: the position is that among the exhibits of the case, see
     * {@link #place} for the one in the queue.
     */
    public Optional<RankedExhibit> find(long exhibitId) {
        return order(store.casesOf(exhibitId), clock.instant()).stream()
                .filter(r -> r.exhibitId() == exhibitId)
                .findFirst();
    }

    /** An exhibit's place in the queue, if it waits; the whole queue is ranked for it. */
    public Optional<RankedExhibit> place(long exhibitId) {
        return list().stream().filter(r -> r.exhibitId() == exhibitId).findFirst();
    }

    /** The queue as it stood: the ranks that were in force then, in the order of then, with the sentences of then. */
    public List<RankedExhibit> asOf(Instant at) {
        Map<Long, RankStore.Row> rows = new HashMap<>();
        store.asOf(at).forEach(r -> rows.put(r.rank().exhibitId(), r));
        Map<Long, String[]> references = store.waitingAt(at);
        List<QueueOrder.Entry> entries = rows.values().stream()
                .filter(r -> references.containsKey(r.rank().exhibitId()))
                .map(r -> new QueueOrder.Entry(r.rank(), hits(r.inputs())))
                .toList();
        List<RankedExhibit> ranked = new ArrayList<>(entries.size());
        for (QueueOrder.Entry entry : QueueOrder.sort(entries)) {
            RankStore.Row row = rows.get(entry.rank().exhibitId());
            String[] reference = references.get(entry.rank().exhibitId());
            ranked.add(new RankedExhibit(
                    entry.rank().exhibitId(),
                    reference[0],
                    reference[1],
                    ranked.size() + 1,
                    entry.rank(),
                    row.ruleVersion(),
                    row.at()));
        }
        return ranked;
    }

    /** When the first exhibit was ranked here; of the time before, no order is known. */
    public Optional<Instant> rankedSince() {
        return store.first();
    }

    /** How many exhibits waited at the instant, from their states: 344 then, 624 now. */
    public int depthAt(Instant at) {
        return store.depthAt(at);
    }

    /** The most urgent band of each case that has waiting exhibits, by the stored ranks. */
    public Map<Long, Band> bandsByCase() {
        return store.bandsByCase(null);
    }

    /** The same for these cases only. */
    public Map<Long, Band> bandsOf(Collection<Long> cases) {
        return store.bandsByCase(cases);
    }

    /** How many exhibits of each of these cases wait; a case without any is left out. */
    public Map<Long, Integer> waitingOf(Collection<Long> cases) {
        return inputs.waitingOf(cases);
    }

    /** When the exhibit that waits the longest was received. */
    public Optional<Instant> oldest() {
        return inputs.oldest();
    }

    private static long hits(RankInputs inputs) {
        return inputs.outcome() == null ? 0 : inputs.outcome().illegalHits();
    }

    /** A waiting exhibit with the time it entered its band. */
    private record Prepared(QueueInputs.Waiting waiting, RankInputs inputs, RankStore.Last last) {}

    private List<Prepared> prepare(List<QueueInputs.Waiting> waiting) {
        Map<Long, RankStore.Last> last =
                store.last(waiting.stream().map(w -> w.inputs().exhibitId()).toList());
        return waiting.stream()
                .map(w -> {
                    RankStore.Last before = last.get(w.inputs().exhibitId());
                    return new Prepared(
                            w, before == null ? w.inputs() : w.inputs().since(before.bandSince()), before);
                })
                .toList();
    }

    private int rerank(Collection<Long> cases, String cause, String actor) {
        // Two at once could each read what the other has not seen, and the older view would be stored last.
        store.oneAtATime();
        Instant now = clock.instant();
        QueueRules inForce = rules();
        int[] changed = {0};
        inputs.gather(cases, now, waiting -> {
            List<RankStore.Row> rows = changed(waiting, inForce, now);
            store.add(rows, cause, actor);
            changed[0] += rows.size();
        });
        return changed[0];
    }

    private List<RankStore.Row> changed(List<QueueInputs.Waiting> waiting, QueueRules inForce, Instant now) {
        List<Prepared> prepared = prepare(waiting);
        List<RankStore.Row> rows = prepared.parallelStream()
                .flatMap(one -> changed(one, inForce, now).stream())
                .toList();
        // Its age in a band is not lost by having stood in a more urgent one for a while.
        Map<Long, Band> before = new HashMap<>();
        prepared.stream().filter(p -> p.last != null).forEach(p -> before.put(p.last.exhibitId(), p.last.band()));
        Map<Long, Band> lowered = new HashMap<>();
        for (RankStore.Row row : rows) {
            Band was = before.get(row.rank().exhibitId());
            if (was != null && was.moreUrgentThan(row.rank().band())) {
                lowered.put(row.rank().exhibitId(), row.rank().band());
            }
        }
        Map<Long, Instant> held = store.heldSince(lowered);
        return rows.stream()
                .map(r -> held.containsKey(r.rank().exhibitId())
                        ? r.since(held.get(r.rank().exhibitId()))
                        : r)
                .toList();
    }

    private static Optional<RankStore.Row> changed(Prepared one, QueueRules inForce, Instant now) {
        Rank rank = Ranker.brief(one.inputs, inForce, now);
        RankStore.Last last = one.last;
        if (last != null && last.same(rank, inForce.version(), one.inputs.factsText())) {
            return Optional.empty();
        }
        // An exhibit enters its first band when it enters the queue.
        Instant since = last == null ? one.inputs.receivedAt() : last.band() == rank.band() ? last.bandSince() : now;
        return Optional.of(new RankStore.Row(rank, one.inputs, since, now, inForce.version()));
    }

    private List<RankedExhibit> order(Collection<Long> cases, Instant now) {
        QueueRules inForce = rules();
        record References(String ofCase, String ofExhibit) {}
        Map<Long, References> references = new HashMap<>();
        List<QueueOrder.Entry> entries = new ArrayList<>();
        // Most exhibits would be moved by the same things: one list for them all, or a large queue does not fit.
        Map<List<String>, List<String>> moves = new HashMap<>();
        inputs.gather(cases, now, waiting -> {
            for (Prepared one : prepare(waiting)) {
                references.put(
                        one.inputs.exhibitId(),
                        new References(one.waiting.caseReference(), one.waiting.exhibitReference()));
                Rank rank = Ranker.rank(one.inputs, inForce, now);
                entries.add(
                        new QueueOrder.Entry(rank.with(moves.computeIfAbsent(rank.moves(), m -> m)), hits(one.inputs)));
            }
        });
        List<RankedExhibit> ranked = new ArrayList<>(entries.size());
        for (QueueOrder.Entry entry : QueueOrder.sort(entries)) {
            References of = references.get(entry.rank().exhibitId());
            ranked.add(new RankedExhibit(
                    entry.rank().exhibitId(),
                    of.ofCase,
                    of.ofExhibit,
                    ranked.size() + 1,
                    entry.rank(),
                    inForce.version(),
                    now));
        }
        return ranked;
    }
}
