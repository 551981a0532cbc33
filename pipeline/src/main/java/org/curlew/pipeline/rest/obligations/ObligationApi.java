package org.curlew.pipeline.rest.obligations;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.LongPredicate;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.rest.Paged;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.pipeline.web.suspects.SuspectDesk;
import org.curlew.triage.obligations.Obligation;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.obligations.ReleasedSuspect;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What is due, in the cases the caller may see. */
@Api
@Allowed({Role.POLIT_SUPERVISOR, Role.AUDITOR})
class ObligationApi {

    private final SuspectDesk suspects;
    private final Obligations obligations;
    private final CaseAccess access;
    private final Lookups lookups;
    private final Clock clock;

    ObligationApi(SuspectDesk suspects, Obligations obligations, CaseAccess access, Lookups lookups, Clock clock) {
        this.suspects = suspects;
        this.obligations = obligations;
        this.access = access;
        this.lookups = lookups;
        this.clock = clock;
    }

    /**
     * Suspects released under investigation, the worst first.
     *
     * @param at when the list was computed
     */
    record SuspectPart(String headline, Instant at, Paged<ReleasedSuspect> suspects) {}

    @GetMapping("/released-suspects")
    @Scoped(Scope.OBLIGATIONS_READ)
    @Does("Lists suspects released under investigation by risk, then by days overdue")
    SuspectPart released(
            Viewer viewer,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        SuspectDesk.Listed listed = suspects.suspects(viewer);
        return new SuspectPart(
                listed.headline(),
                listed.at(),
                Paged.of(listed.places(), after, limit, p -> p.caseId() + "/" + p.suspectId())
                        .mapAll(suspects::rows));
    }

    @GetMapping("/obligations")
    @Scoped(Scope.OBLIGATIONS_READ)
    @Does("Lists open obligations, of one rule or of all, the earliest due first")
    Paged<Obligation> open(
            Viewer viewer,
            @RequestParam(required = false) String rule,
            @RequestParam(defaultValue = "false") boolean overdue,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        Instant now = clock.instant();
        LongPredicate visible = access.visibleTo(viewer);
        List<Obligations.Due> open = obligations.due(rule == null ? null : List.of(rule)).stream()
                .filter(d -> d.caseId() == null || visible.test(d.caseId()))
                .filter(d -> !overdue || d.due().isBefore(now))
                .toList();
        return Paged.of(open, after, limit, d -> Long.toString(d.id())).mapAll(obligations::read);
    }

    @GetMapping("/cases/{caseId}/obligations")
    @Scoped(Scope.OBLIGATIONS_READ)
    @Does("Lists everything a case ever owed: open, met, met late, missed and ended")
    Paged<Obligation> ofCase(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, "obligations");
        return Paged.of(obligations.chronology(caseId), after, limit, ObligationApi::key);
    }

    private static String key(Obligation o) {
        return o.ruleId() + " " + o.subject() + " " + o.period();
    }
}
