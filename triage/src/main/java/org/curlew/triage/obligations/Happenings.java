package org.curlew.triage.obligations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.ExhibitStates;
import org.curlew.triage.register.Json;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What happened outside the register, and what exhibits went through. */
@Service
public class Happenings {

    private final JdbcClient jdbc;
    private final ActLog acts;

    public Happenings(JdbcClient jdbc, ActLog acts) {
        this.jdbc = jdbc;
        this.acts = acts;
    }

    /**
     * Reports something that no register entry tells; telling it twice changes nothing.
     *
     * @param type as the rule file names it: BOARD_PACK_ISSUED, SFR1_SERVED, VID_TASKED, GRADER_APPOINTMENT_KEPT…
     */
    @Transactional
    public void report(String type, String subject, Instant at, Long caseId, String actor) {
        report(type, subject, at, caseId, actor, Map.of());
    }

    @Transactional
    public void report(
            String type, String subject, Instant at, Long caseId, String actor, Map<String, String> attributes) {
        int told = jdbc.sql("""
                        insert into reported_happening (type, subject, at, case_id, actor, attributes)
                        values (?, ?, ?, ?, ?, ?::jsonb) on conflict do nothing
                        """)
                .params(type, subject, Times.utc(at), caseId, actor, Json.write(attributes))
                .update();
        if (told > 0) {
            acts.record(
                    actor,
                    type,
                    ProcessingAct.ALTERATION,
                    Entry.Links.ofCase(caseId),
                    Map.of("subject", subject, "at", at.toString()));
        }
    }

    /**
     * What was reported on these cases (0: on none), and the board's beginning: the fortnight counts from the first run of
     * the clocks.
     */
    @SuppressWarnings("unchecked")
    List<Happening> reported(Collection<Long> cases) {
        List<Happening> found = new ArrayList<>();
        jdbc.sql("select min(at) as at from clock_run")
                .query((row, n) -> java.util.Optional.ofNullable(Times.instant(row, "at")))
                .single()
                .ifPresent(at -> found.add(Happening.of("BOARD_STARTED", "board", at, null, null)));
        found.addAll(jdbc.sql("""
                        select type, subject, at, case_id, person_id, attributes::text as attributes
                        from reported_happening where case_id = any(:cases)
                        union all
                        select type, subject, at, case_id, person_id, attributes::text from reported_happening
                        where :loose and case_id is null
                        """)
                .param("cases", cases.toArray(Long[]::new))
                .param("loose", cases.contains(ClockMarks.NO_CASE))
                .query((row, n) -> new Happening(
                        row.getString("type"),
                        row.getString("subject"),
                        Times.instant(row, "at"),
                        row.getObject("case_id", Long.class),
                        row.getObject("person_id", Long.class),
                        null,
                        null,
                        Json.read(row.getString("attributes"), Map.class)))
                .list());
        return found;
    }

    /** What exhibits of these cases went through, with the band they are in. */
    List<Happening> ofExhibits(Collection<Long> cases, Instant now) {
        List<Happening> found = new ArrayList<>();
        jdbc.sql("""
                        select e.id, e.case_id, r.band,
                               coalesce((d.body ->> 'submittedAt')::timestamptz, e.created_at) as received,
                               (select min(t.at) from triage_outcome t where t.exhibit_id = e.id) as triaged,
                               (select min(t.at) from triage_outcome t where t.exhibit_id = e.id
                                  and (t.outcome ->> 'firstGeneration')::bigint > 0) as unknown_child,
                               (select min(t.at) from triage_outcome t where t.exhibit_id = e.id
                                  and (t.outcome ->> 'illegalHits')::bigint > 0) as hit,
                               (select min(s.at) from exhibit_state s
                                where s.exhibit_id = e.id and s.state = 'GRADED') as graded,
                               (select min(s.at) from exhibit_state s
                                where s.exhibit_id = e.id and s.state = 'UPLOADED') as uploaded,
                               (select min((x.body ->> 'at')::timestamptz) from register_version x
                                where x.exhibit_id = e.id and x.kind = 'ExhibitDecision' and x.superseded_at is null
                                  and not x.withdrawn and x.body ->> 'decision' in %s) as decided,
                               (select max((x.body ->> 'grantedAt')::timestamptz) from register_version x
                                where x.exhibit_id = e.id and x.kind = 'ChiefOfficerException'
                                  and x.superseded_at is null and not x.withdrawn
                                  and (x.body ->> 'until')::timestamptz > :now) as excepted,
                               (select min((x.body ->> 'until')::timestamptz) from register_version x
                                where x.exhibit_id = e.id and x.kind = 'ChiefOfficerException'
                                  and x.superseded_at is null and not x.withdrawn
                                  and (x.body ->> 'until')::timestamptz > :now) as excepted_until,
                               r.due_at as target
                        from exhibit e
                        left join lateral (select band, due_at from exhibit_rank x where x.exhibit_id = e.id
                                           order by x.id desc limit 1) r on true
                        left join register_version d on d.exhibit_id = e.id and d.kind = 'ExhibitDetails'
                                                     and d.superseded_at is null and not d.withdrawn
                        where e.case_id = any(:cases)
                        """.formatted(ExhibitStates.IS_DECIDED))
                .param("now", Times.utc(now))
                .param("cases", cases.toArray(Long[]::new))
                .query(row -> {
                    long id = row.getLong("id");
                    long caseId = row.getLong("case_id");
                    String band = row.getString("band");
                    Map<String, String> attributes = band == null ? Map.of() : Map.of("band", band);
                    add(found, "EXHIBIT_RECEIVED", id, caseId, Times.instant(row, "received"), attributes);
                    add(found, "EXHIBIT_TRIAGED", id, caseId, Times.instant(row, "triaged"), attributes);
                    add(found, "UNKNOWN_CHILD_LIKELY", id, caseId, Times.instant(row, "unknown_child"), attributes);
                    add(found, "EXHIBIT_HIT", id, caseId, Times.instant(row, "hit"), attributes);
                    add(found, "EXHIBIT_GRADED", id, caseId, Times.instant(row, "graded"), attributes);
                    add(found, "EXHIBIT_COMPLETE", id, caseId, Times.instant(row, "graded"), attributes);
                    add(found, "EXHIBIT_UPLOADED", id, caseId, Times.instant(row, "uploaded"), attributes);
                    add(found, "EXHIBIT_DECIDED", id, caseId, Times.instant(row, "decided"), attributes);
                    // Once it has ended it is not found, and the obligation it met is open again.
                    if (row.getObject("excepted") != null) {
                        Map<String, String> until = new java.util.HashMap<>(attributes);
                        until.put("until", Times.instant(row, "excepted_until").toString());
                        add(found, "EXCEPTION_GRANTED", id, caseId, Times.instant(row, "excepted"), Map.copyOf(until));
                    }
                    boolean waits = row.getObject("graded") == null && row.getObject("decided") == null;
                    if (waits) {
                        add(found, "EXHIBIT_OVERDUE", id, caseId, Times.instant(row, "target"), attributes);
                    }
                });
        return found;
    }

    private static void add(
            List<Happening> found, String type, long id, long caseId, Instant at, Map<String, String> attributes) {
        if (at != null) {
            found.add(new Happening(type, "exhibit:" + id, at, caseId, null, null, id, attributes));
        }
    }

    /** Re-rank triggers by case; what an import brought and what a reassessment itself caused are no news. */
    Map<Long, List<Instant>> triggers(Collection<Long> cases) {
        Map<Long, List<Instant>> found = new java.util.HashMap<>();
        jdbc.sql("""
                        select case_id, at from queue_trigger
                        where cause not in ('import', 'risk reassessed', 'welfare risk', 'decision on an exhibit')
                          and case_id = any(?)
                        """).param(cases.toArray(Long[]::new)).query(row -> {
            found.computeIfAbsent(row.getLong("case_id"), id -> new ArrayList<>())
                    .add(Times.instant(row, "at"));
        });
        return found;
    }
}
