package org.curlew.triage.queue;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.Entry.Links;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who examines what: by the skills that the rules ask for, then by how much each examiner already has. */
@Service
public class Allocations {

    private final JdbcClient jdbc;
    private final Queue queue;
    private final ActLog acts;
    private final Clock clock;

    Allocations(JdbcClient jdbc, Queue queue, ActLog acts, Clock clock) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * An examiner.
     *
     * @param most exhibits at once
     * @param load exhibits allocated and not yet graded or handed back
     * @param awayFrom,awayUntil days away, both included; null when not
     */
    public record Examiner(
            String name, Set<String> skills, int most, int load, LocalDate awayFrom, LocalDate awayUntil) {

        boolean away(LocalDate day) {
            return awayFrom != null && !day.isBefore(awayFrom) && (awayUntil == null || !day.isAfter(awayUntil));
        }
    }

    /**
     * Somebody who could take an exhibit.
     *
     * @param obstacle null when nothing stands against it
     */
    public record Candidate(Examiner examiner, String obstacle) {}

    /** Who had an exhibit, from when to when. */
    public record Allocation(
            long exhibitId, String examiner, Instant from, String by, String reason, Instant until, String endReason) {}

    private record Kind(String reference, String kind, OffenceClass offence) {}

    /** Records an examiner's skills, how many exhibits at once, and days away. */
    @Transactional
    public void examiner(
            String name, Set<String> skills, int most, LocalDate awayFrom, LocalDate awayUntil, String actor) {
        if (name == null || name.isBlank() || most < 1 || awayUntil != null && awayFrom == null) {
            throw new QueueException(
                    "Examiner: give a name, at least one exhibit at once, and the first day away beside the last");
        }
        Set<String> known = queue.rules().skills().stream()
                .map(QueueRules.Skill::skill)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!known.containsAll(skills)) {
            throw new QueueException("Examiner " + name + ", skills: the rules know " + known + "; write them so");
        }
        jdbc.sql("""
                        insert into examiner (name, skills, most, away_from, away_until, recorded_by, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (name) do update set skills = excluded.skills, most = excluded.most,
                            away_from = excluded.away_from, away_until = excluded.away_until,
                            recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at
                        """)
                .params(
                        name,
                        skills.toArray(String[]::new),
                        most,
                        awayFrom,
                        awayUntil,
                        actor,
                        Times.utc(clock.instant()))
                .update();
        acts.record(
                actor,
                "EXAMINER_RECORDED",
                ProcessingAct.NONE,
                Links.none(),
                Map.of("examiner", name, "skills", List.copyOf(new TreeSet<>(skills)), "most", most));
    }

    /** Every examiner with the present load. */
    public List<Examiner> examiners() {
        return jdbc.sql("""
                        select x.*, (select count(*) from exhibit_allocation a
                                     join exhibit e on e.id = a.exhibit_id
                                     where a.examiner = x.name and a.ended_at is null and %s) as load
                        from examiner x order by x.name
                        """.formatted(QueueInputs.WAITS))
                .query((row, n) -> new Examiner(
                        row.getString("name"),
                        new TreeSet<>(List.of((String[]) row.getArray("skills").getArray())),
                        row.getInt("most"),
                        row.getInt("load"),
                        row.getObject("away_from", LocalDate.class),
                        row.getObject("away_until", LocalDate.class)))
                .list();
    }

    /** The skills that the rules ask for to examine this exhibit. */
    public Set<String> needed(long exhibitId) {
        return needed(kind(exhibitId));
    }

    private Set<String> needed(Kind exhibit) {
        return queue.rules().skills().stream()
                .filter(s -> s.needed(exhibit.kind(), exhibit.offence()))
                .map(QueueRules.Skill::skill)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Kind kind(long exhibitId) {
        return jdbc.sql("""
                        select e.reference, coalesce(d.body ->> 'kind', 'unknown') as kind,
                               coalesce(c.body ->> 'offence', 'IIOC') as offence
                        from exhibit e
                        left join register_version d on d.exhibit_id = e.id and d.kind = 'ExhibitDetails'
                                                     and d.superseded_at is null and not d.withdrawn
                        left join register_version c on c.case_id = e.case_id and c.kind = 'CaseDetails'
                                                     and c.superseded_at is null and not c.withdrawn
                        where e.id = ? limit 1
                        """)
                .param(exhibitId)
                .query(Kind.class)
                .optional()
                .orElseThrow(() -> new QueueException("Exhibit " + exhibitId + ": no such exhibit"));
    }

    /** Every examiner for an exhibit: who can take it first, the least loaded before the others. */
    public List<Candidate> candidates(long exhibitId) {
        Set<String> needed = needed(exhibitId);
        LocalDate today = clock.instant().atZone(Times.UK).toLocalDate();
        return examiners().stream()
                .map(e -> new Candidate(e, obstacle(e, needed, today)))
                .sorted(Comparator.comparing((Candidate c) -> c.obstacle() != null)
                        .thenComparing(
                                c -> (double) c.examiner().load() / c.examiner().most())
                        .thenComparing(c -> c.examiner().name()))
                .toList();
    }

    private static String obstacle(Examiner examiner, Set<String> needed, LocalDate today) {
        Set<String> lacking = new TreeSet<>(needed);
        lacking.removeAll(examiner.skills());
        if (!lacking.isEmpty()) {
            return "lacks the skill " + String.join(" and ", lacking);
        }
        if (examiner.away(today)) {
            return examiner.awayUntil() == null ? "is away" : "is away until " + examiner.awayUntil();
        }
        return examiner.load() >= examiner.most() ? "has " + examiner.load() + " of " + examiner.most() : null;
    }

    /**
     * Gives an exhibit to an examiner.
     *
     * @throws QueueException when a skill is lacking, the examiner is away or has enough, naming who could take it
     */
    @Transactional
    public void allocate(long exhibitId, String examiner, String reason, String actor) {
        List<Candidate> candidates = candidates(exhibitId);
        Candidate chosen = candidates.stream()
                .filter(c -> c.examiner().name().equals(examiner))
                .findFirst()
                .orElseThrow(() -> new QueueException("Examiner " + examiner + " is not on the list of examiners"));
        if (chosen.obstacle() != null) {
            List<String> could = candidates.stream()
                    .filter(c -> c.obstacle() == null)
                    .map(c -> c.examiner().name())
                    .toList();
            throw new QueueException(
                    examiner + " cannot take exhibit " + kind(exhibitId).reference() + ": "
                            + chosen.obstacle() + "; "
                            + (could.isEmpty() ? "nobody else can take it now" : String.join(", ", could) + " can"));
        }
        int allocated = jdbc.sql("""
                        insert into exhibit_allocation (exhibit_id, examiner, allocated_at, allocated_by, reason)
                        values (?, ?, ?, ?, ?) on conflict (exhibit_id) where ended_at is null do nothing
                        """)
                .params(exhibitId, examiner, Times.utc(clock.instant()), actor, reason)
                .update();
        if (allocated == 0) {
            throw new QueueException("Exhibit " + kind(exhibitId).reference()
                    + " is allocated already; end that allocation with its reason first");
        }
        acts.record(
                actor,
                "EXHIBIT_ALLOCATED",
                ProcessingAct.ALTERATION,
                Links.ofExhibit(exhibitId),
                Map.of("examiner", examiner, "reason", reason));
    }

    /** Takes an exhibit back from whoever has it. */
    @Transactional
    public void end(long exhibitId, String reason, String actor) {
        int ended = jdbc.sql("""
                        update exhibit_allocation set ended_at = ?, ended_by = ?, end_reason = ?
                        where exhibit_id = ? and ended_at is null
                        """)
                .params(Times.utc(clock.instant()), actor, reason, exhibitId)
                .update();
        if (ended > 0) {
            acts.record(
                    actor,
                    "EXHIBIT_ALLOCATION_ENDED",
                    ProcessingAct.ALTERATION,
                    Links.ofExhibit(exhibitId),
                    Map.of("reason", reason));
        }
    }

    /** Everyone who had an exhibit, oldest first. */
    public List<Allocation> history(long exhibitId) {
        return jdbc.sql("select * from exhibit_allocation where exhibit_id = ? order by id")
                .param(exhibitId)
                .query((row, n) -> new Allocation(
                        exhibitId,
                        row.getString("examiner"),
                        Times.instant(row, "allocated_at"),
                        row.getString("allocated_by"),
                        row.getString("reason"),
                        Times.instant(row, "ended_at"),
                        row.getString("end_reason")))
                .list();
    }

    /**
     * What an examiner takes next: the first of the queue that nobody has and that their skills allow; empty when they are
     * away or have enough.
     */
    public Optional<RankedExhibit> next(String examiner) {
        Examiner who = examiners().stream()
                .filter(e -> e.name().equals(examiner))
                .findFirst()
                .orElseThrow(() -> new QueueException("Examiner " + examiner + " is not on the list of examiners"));
        if (obstacle(who, Set.of(), clock.instant().atZone(Times.UK).toLocalDate()) != null) {
            return Optional.empty();
        }
        Set<Long> taken = new HashSet<>(jdbc.sql("select exhibit_id from exhibit_allocation where ended_at is null")
                .query(Long.class)
                .list());
        Stream<RankedExhibit> free = queue.list().stream().filter(r -> !taken.contains(r.exhibitId()));
        return free.filter(r -> who.skills().containsAll(needed(r.exhibitId()))).findFirst();
    }
}
