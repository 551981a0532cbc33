package org.curlew.pipeline.rest.queue;

import java.time.Instant;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.rest.Paged;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.queue.QueueDesk;
import org.curlew.triage.queue.Band;
import org.curlew.triage.queue.Overrides;
import org.curlew.triage.queue.RankedExhibit;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/** The queue, each place with the sentence that says why. */
@Api
@Allowed({Role.EXAMINER, Role.POLIT_SUPERVISOR, Role.COMMAND, Role.VIO, Role.AUDITOR})
class QueueApi {

    private final QueueDesk queue;
    private final OverrideDesk overrides;

    QueueApi(QueueDesk queue, OverrideDesk overrides) {
        this.queue = queue;
        this.overrides = overrides;
    }

    /**
     * A part of the queue.
     *
     * @param whole places in all
     * @param hidden places of cases you may not see: counted, and not named
     * @param at when it was ranked
     */
    record QueuePart(int whole, int hidden, Instant at, Paged<RankedExhibit> places) {}

    /** A named person's decision above the rules; the caller is the approver. */
    record Override(Band band, String reason, String rank, String secondPerson, Instant until) {}

    @GetMapping("/queue")
    @Scoped(Scope.QUEUE_READ)
    @Does(
            "Lists the queue in order, now or as it stood at an instant; places of cases you may not see are counted and not named")
    QueuePart queue(
            Viewer viewer,
            @RequestParam(required = false) Band band,
            @RequestParam(required = false) Instant at,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        QueueDesk.Listed listed = at == null ? queue.list(viewer) : queue.asOf(viewer, at);
        return new QueuePart(
                listed.whole(),
                listed.hidden(),
                listed.at(),
                Paged.of(
                        listed.rows().stream()
                                .filter(r -> band == null || r.band() == band)
                                .toList(),
                        after,
                        limit,
                        r -> Long.toString(r.exhibitId())));
    }

    @GetMapping("/queue/{exhibitId}")
    @Scoped(Scope.QUEUE_READ)
    @Does("Gives an exhibit's place in the queue with the sentence that says why")
    RankedExhibit place(Viewer viewer, @PathVariable long exhibitId) {
        return queue.list(viewer).rows().stream()
                .filter(r -> r.exhibitId() == exhibitId)
                .findFirst()
                .orElseThrow(() -> ApiException.missing("No exhibit " + exhibitId + " that you may see waits"));
    }

    /**
     * Overrides in force.
     *
     * @param whole how many there are in all
     * @param hidden overrides on cases you may not see: counted, and not named
     */
    record OverridePart(int whole, int hidden, Paged<OverrideRow> overrides) {}

    /** Who set the band, why and with what rank; {@code rulesBand} is the rules' own when it was set. */
    record OverrideRow(
            long exhibitId,
            String caseReference,
            String exhibitReference,
            Band rulesBand,
            Band band,
            boolean downgrade,
            String reason,
            String approver,
            String rank,
            String secondPerson,
            Instant at,
            Instant until) {

        static OverrideRow of(Overrides.InForce o) {
            Overrides.Recorded set = o.override();
            return new OverrideRow(
                    set.exhibitId(),
                    o.caseReference(),
                    o.exhibitReference(),
                    set.fromBand(),
                    set.band(),
                    set.downgrade(),
                    set.reason(),
                    set.approver(),
                    set.approverRank(),
                    set.secondPerson(),
                    set.at(),
                    set.until());
        }
    }

    @GetMapping("/queue/overrides")
    @Scoped(Scope.QUEUE_READ)
    @Does("Lists the overrides in force, the one that ends first on top: who set it, why, with what rank, until when")
    OverridePart overrides(
            Viewer viewer,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        OverrideDesk.Listed listed = overrides.inForce(viewer);
        return new OverridePart(
                listed.whole(),
                listed.whole() - listed.rows().size(),
                Paged.of(
                                listed.rows(),
                                after,
                                limit,
                                o -> Long.toString(o.override().id()))
                        .map(OverrideRow::of));
    }

    @PutMapping("/queue/{exhibitId}/override")
    @Allowed(Role.POLIT_SUPERVISOR)
    @Scoped(Scope.QUEUE_WRITE)
    @Does("Sets an exhibit's band above the rules, with reason and end; a downgrade names a second person")
    RankedExhibit override(Viewer viewer, @PathVariable long exhibitId, @RequestBody Override override) {
        return overrides.set(viewer, exhibitId, override);
    }

    @DeleteMapping("/queue/{exhibitId}/override")
    @Allowed(Role.POLIT_SUPERVISOR)
    @Scoped(Scope.QUEUE_WRITE)
    @Does("Ends every override of an exhibit before its time; where that lowers it, names a second person")
    void end(Viewer viewer, @PathVariable long exhibitId, @RequestParam(required = false) String secondPerson) {
        overrides.end(viewer, exhibitId, secondPerson);
    }
}
