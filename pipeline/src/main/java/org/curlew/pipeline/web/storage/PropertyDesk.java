package org.curlew.pipeline.web.storage;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.Lookups.ExhibitLine;
import org.curlew.storage.retention.ExhibitProperty;
import org.curlew.storage.retention.ExhibitProperty.Event;
import org.curlew.storage.retention.ExhibitProperty.Proposal;
import org.curlew.storage.retention.ExhibitProperty.Standing;
import org.curlew.storage.retention.ExhibitProperty.Thing;
import org.curlew.storage.retention.Retention;
import org.curlew.storage.retention.RetentionException;
import org.curlew.triage.queue.Gatekeeper;
import org.curlew.triage.queue.QueueException;
import org.curlew.triage.register.ExhibitStates;
import org.curlew.triage.schemes.Schemes;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What becomes of exhibits themselves, in the cases that the person may see: what may go back, what is on notice, what waits. */
@Service
@ConditionalOnWebApplication
class PropertyDesk {

    /** Exhibits on the page; more are counted. */
    static final int ON_PAGE = 50;

    private final JdbcClient jdbc;
    private final CaseAccess access;
    private final Lookups lookups;
    private final ExhibitProperty property;
    private final Retention retention;
    private final Gatekeeper gatekeeper;
    private final Schemes schemes;

    PropertyDesk(
            JdbcClient jdbc,
            CaseAccess access,
            Lookups lookups,
            ExhibitProperty property,
            Retention retention,
            Gatekeeper gatekeeper,
            Schemes schemes) {
        this.jdbc = jdbc;
        this.access = access;
        this.lookups = lookups;
        this.property = property;
        this.retention = retention;
        this.gatekeeper = gatekeeper;
        this.schemes = schemes;
    }

    /**
     * An exhibit whose time has come.
     *
     * @param standing the last that was recorded of it; null where nothing was, and it is held
     * @param because why it is here: a decision, or how its case ended
     * @param keeps why it may not go back now; null where it may
     * @param next what may be recorded of it now
     * @param waits what one person said and another is to confirm; null where nothing
     * @param mine the person who looks said it, and so may not confirm it
     */
    public record Row(
            Thing thing,
            Standing standing,
            String because,
            String keeps,
            List<Event> next,
            Proposal waits,
            boolean mine) {

        public Event now() {
            return standing == null ? Event.HELD : standing.event();
        }
    }

    /** @param all how many there are; the rows are the first of them */
    public record Shown(List<Row> rows, long all, long waiting) {}

    private record Found(
            long id, long caseId, String caseReference, String reference, String decision, String outcome) {}

    Shown show(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        Map<Long, Proposal> waiting = new HashMap<>();
        property.proposals().forEach(proposal -> waiting.put(proposal.exhibitId(), proposal));
        List<Found> all = found().stream()
                .filter(each -> visible.test(each.caseId()))
                .sorted(Comparator.comparing(each -> !waiting.containsKey(each.id())))
                .toList();
        return new Shown(
                all.stream()
                        .limit(ON_PAGE)
                        .map(each -> row(viewer, each, waiting.get(each.id())))
                        .toList(),
                all.size(),
                all.stream().filter(each -> waiting.containsKey(each.id())).count());
    }

    /** Exhibits that are still here and that a decision, the end of their case or what was recorded of them brings up. */
    private List<Found> found() {
        // From the few that something brings up, not from every exhibit: most have none of the three.
        return jdbc.sql("""
            with recorded as (
                select distinct on (exhibit_id) exhibit_id, event from exhibit_property order by exhibit_id, id desc),
            ended as (
                select distinct on (case_id) case_id, outcome from case_outcome order by case_id, id desc),
            decided as (
                select distinct on (exhibit_id) exhibit_id, body ->> 'decision' as decision from register_version
                where kind = 'ExhibitDecision' and superseded_at is null and not withdrawn
                order by exhibit_id, recorded_at desc),
            up as (
                select exhibit_id from recorded
                union select exhibit_id from decided where decision in %s
                union select e.id from ended n join exhibit e on e.case_id = n.case_id where n.outcome <> 'OPEN')
            select e.id, e.case_id, c.reference as case_reference, e.reference, d.decision, n.outcome
            from up
            join exhibit e on e.id = up.exhibit_id
            join case_file c on c.id = e.case_id
            left join recorded p on p.exhibit_id = e.id
            left join ended n on n.case_id = e.case_id
            left join decided d on d.exhibit_id = e.id
            where coalesce(p.event, 'HELD') not in ('RETURNED', 'DESTROYED')
            order by c.reference, e.reference
            """.formatted(ExhibitStates.IS_DECIDED))
                .query(Found.class)
                .list();
    }

    private Row row(Viewer viewer, Found found, Proposal waits) {
        Thing thing = new Thing(found.id(), found.caseId(), found.caseReference(), found.reference());
        List<Standing> history = property.history(found.id());
        Standing standing = history.isEmpty() ? null : history.getLast();
        Event now = standing == null ? Event.HELD : standing.event();
        String keeps = keeps(thing);
        List<Event> next = Arrays.stream(Event.values())
                .filter(event -> event.after().contains(now))
                .filter(event -> event != Event.RETURNED || keeps == null)
                .toList();
        String because = found.outcome() == null || found.outcome().equals("OPEN")
                ? found.decision() == null ? "recorded" : "decision " + found.decision()
                : "case " + found.outcome();
        return new Row(
                thing,
                standing,
                because,
                keeps,
                waits == null ? next : List.of(),
                waits,
                waits != null && waits.proposedBy().equals(viewer.name()));
    }

    /** Why the exhibit may not go back now, or null. */
    private String keeps(Thing thing) {
        List<Retention.Hold> holds = retention.holds(thing.caseId(), thing.exhibitId());
        if (!holds.isEmpty()) {
            return "a legal hold: " + holds.getFirst().reason();
        }
        if (illegal(thing)) {
            return "illegal material is on it: give notice of forfeiture";
        }
        try {
            gatekeeper.checkReturn(thing.exhibitId());
            return null;
        } catch (QueueException refused) {
            return refused.getMessage();
        }
    }

    /** Whether an illegal set holds something on it exactly, or a grade in force in its case says that something is illegal. */
    private boolean illegal(Thing thing) {
        String[] grades = schemes.list().stream()
                .flatMap(scheme -> scheme.categories().stream()
                        .filter(category -> category.illegal())
                        .map(category -> scheme.name() + ":" + category.number()))
                .distinct()
                .toArray(String[]::new);
        return jdbc.sql("""
            select exists (select from occurrence o
                           where o.exhibit_id = :exhibit and o.match_role = 'illegal' and o.match_kind <> 'pdq')
                or exists (select from grade_in_force g
                           where g.case_id = :case and g.scheme || ':' || g.number = any(:grades)
                             and exists (select from occurrence o
                                         where o.exhibit_id = :exhibit and o.sha256 = g.sha256))
            """)
                .param("exhibit", thing.exhibitId())
                .param("case", thing.caseId())
                .param("grades", grades)
                .query(Boolean.class)
                .single();
    }

    /** Records what happened to an exhibit, or proposes it where a second person has to confirm it. */
    void act(Viewer viewer, long exhibitId, Event event, LocalDate on, String party, String note) {
        Thing thing = change(viewer, exhibitId);
        String keeps = event == Event.RETURNED ? keeps(thing) : null;
        if (keeps != null) {
            throw new RetentionException(thing.reference() + " does not go back: " + keeps);
        }
        if (property.takesTwo(event)) {
            property.propose(thing, event, on, viewer.name(), note);
        } else {
            property.record(thing, event, on, party, viewer.name(), note);
        }
    }

    void decide(Viewer viewer, long exhibitId, boolean confirm, String reason) {
        property.decide(change(viewer, exhibitId), confirm, viewer.name(), reason);
    }

    private Thing change(Viewer viewer, long exhibitId) {
        ExhibitLine line = lookups.exhibit(exhibitId);
        access.requireToChange(viewer, line.caseId(), "what becomes of " + line.reference());
        return new Thing(exhibitId, line.caseId(), line.caseReference(), line.reference());
    }
}
