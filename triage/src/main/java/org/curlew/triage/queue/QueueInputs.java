package org.curlew.triage.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.CourtDate;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.ExhibitFile.ChiefOfficerException;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.ExhibitStates;
import org.curlew.triage.register.Json;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.People.OrderReference;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.People.SuspectHistory;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Release.WelfareCheck;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Gathers what the register knows about waiting exhibits into rank inputs. */
@Service
class QueueInputs {

    static final List<Class<? extends Entry>> KINDS = Snapshots.kinds(
            CaseDetails.class,
            CaseParty.class,
            CourtDate.class,
            ExhibitDetails.class,
            ChiefOfficerException.class,
            AccessAnswer.class,
            ChildAccess.class,
            KiratResult.class,
            OrderReference.class,
            Person.class,
            SuspectHistory.class,
            ReleaseStatus.class,
            WelfareCheck.class,
            SafeguardingPlan.class);

    /** Exhibits a batch holds in memory at once, unless one case alone has more. */
    private static final int BATCH = 5000;

    /** Cases that are looked at without counting their exhibits first. */
    private static final int FEW = 100;

    /** Its {@code e} waits: neither graded nor taken out of the queue by a recorded decision. */
    static final String WAITS = """
            coalesce((select state from exhibit_now s where s.exhibit_id = e.id), 'BOOKED_IN')
                not in %s
            and not exists (select 1 from register_version d
                            where d.exhibit_id = e.id and d.kind = 'ExhibitDecision'
                              and d.superseded_at is null and not d.withdrawn
                              and d.body ->> 'decision' in %s)
            """.formatted(ExhibitStates.IS_DONE, ExhibitStates.IS_DECIDED);

    private final JdbcClient jdbc;
    private final Snapshots snapshots;
    private final OverdueSuspects overdue;

    QueueInputs(JdbcClient jdbc, Snapshots snapshots, OverdueSuspects overdue) {
        this.jdbc = jdbc;
        this.snapshots = snapshots;
        this.overdue = overdue;
    }

    /** An exhibit that waits, with its references. */
    record Waiting(String caseReference, String exhibitReference, String kind, RankInputs inputs) {}

    private record Row(
            long id,
            long caseId,
            String caseReference,
            String reference,
            Instant created,
            TriageOutcome outcome,
            RankInputs.Override override) {}

    /**
     * Inputs of every exhibit that waits in these cases, or of all when null, batch by batch: only what the consumer keeps
     * stays in memory. An exhibit waits until it is graded or a recorded decision took it out of the queue. The exhibits of
     * a case are in one batch.
     */
    void gather(Collection<Long> cases, Instant now, Consumer<List<Waiting>> consumer) {
        Set<Long> late = overdue.overdueAt(now);
        for (List<Long> batch : batches(cases)) {
            List<Row> rows = rows(batch, now);
            Snapshot register = snapshots.load(KINDS, batch, null);
            FactFinder finder = new FactFinder(register, late, now);
            consumer.accept(rows.parallelStream()
                    .map(row -> waiting(row, register, finder))
                    .toList());
        }
    }

    private List<List<Long>> batches(Collection<Long> cases) {
        if (cases != null && cases.size() <= FEW) {
            return cases.isEmpty() ? List.of() : List.of(List.copyOf(cases));
        }
        List<List<Long>> batches = new ArrayList<>();
        List<Long> batch = new ArrayList<>();
        int[] exhibits = {0};
        jdbc.sql(
                        "select e.case_id, count(*) as waiting from exhibit e where %s and %s group by e.case_id order by e.case_id"
                                .formatted(cases == null ? "true" : "e.case_id = any(:cases)", WAITS))
                .param("cases", cases == null ? new Long[0] : cases.toArray(Long[]::new))
                .query(row -> {
                    batch.add(row.getLong("case_id"));
                    exhibits[0] += row.getInt("waiting");
                    if (exhibits[0] >= BATCH) {
                        batches.add(List.copyOf(batch));
                        batch.clear();
                        exhibits[0] = 0;
                    }
                });
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }

    Map<Long, Integer> waitingOf(Collection<Long> cases) {
        Map<Long, Integer> counts = new HashMap<>();
        jdbc.sql(
                        "select e.case_id, count(*) as waiting from exhibit e where e.case_id = any(?) and %s group by e.case_id"
                                .formatted(WAITS))
                .param(cases.toArray(Long[]::new))
                .query(row -> {
                    counts.put(row.getLong("case_id"), row.getInt("waiting"));
                });
        return counts;
    }

    Optional<Instant> oldest() {
        return jdbc.sql("""
                        select min(coalesce((d.body ->> 'submittedAt')::timestamptz, e.created_at)) as received
                        from exhibit e
                        left join lateral (select body from register_version x
                                           where x.exhibit_id = e.id and x.kind = 'ExhibitDetails'
                                             and x.superseded_at is null and not x.withdrawn
                                           order by x.entry_id desc limit 1) d on true
                        where %s
                        """.formatted(WAITS))
                .query((row, n) -> Optional.ofNullable(Times.instant(row, "received")))
                .single();
    }

    private static Waiting waiting(Row row, Snapshot register, FactFinder finder) {
        List<ExhibitDetails> found = register.ofExhibit(ExhibitDetails.class, row.id);
        ExhibitDetails details = found.isEmpty() ? null : found.getLast();
        Instant received = details == null || details.submittedAt() == null ? row.created : details.submittedAt();
        return new Waiting(
                row.caseReference,
                row.reference,
                details == null ? "unknown" : details.kind(),
                new RankInputs(
                        row.id,
                        row.caseId,
                        finder.offence(row.caseId),
                        finder.facts(row.caseId, details, row.outcome),
                        received,
                        null,
                        row.outcome == null,
                        row.outcome,
                        finder.deadline(row.caseId, details),
                        row.override));
    }

    private List<Row> rows(Collection<Long> cases, Instant now) {
        return jdbc.sql("""
                        select e.id, e.case_id, c.reference as case_reference, e.reference, e.created_at,
                               outcome.outcome::text as outcome, override.band, override.reason, override.approver,
                               override.approver_rank, override.until
                        from exhibit e
                        join case_file c on c.id = e.case_id
                        left join lateral (select outcome from triage_outcome t
                                           where t.exhibit_id = e.id order by t.id desc limit 1) outcome on true
                        left join lateral (select * from queue_override o
                                           where o.exhibit_id = e.id and o.ended_at is null and o.until > :now
                                           order by o.id desc limit 1) override on true
                        where e.case_id = any(:cases) and %s
                        """.formatted(WAITS))
                .param("now", Times.utc(now))
                .param("cases", cases.toArray(Long[]::new))
                .query((row, n) -> new Row(
                        row.getLong("id"),
                        row.getLong("case_id"),
                        row.getString("case_reference"),
                        row.getString("reference"),
                        Times.instant(row, "created_at"),
                        row.getString("outcome") == null
                                ? null
                                : Json.read(row.getString("outcome"), TriageOutcome.class),
                        row.getString("band") == null
                                ? null
                                : new RankInputs.Override(
                                        Band.valueOf(row.getString("band")),
                                        row.getString("reason"),
                                        row.getString("approver"),
                                        row.getString("approver_rank"),
                                        Times.instant(row, "until"))))
                .list();
    }
}
