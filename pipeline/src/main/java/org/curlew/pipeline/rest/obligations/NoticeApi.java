package org.curlew.pipeline.rest.obligations;

import java.util.List;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.rest.Creations;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.rest.Paged;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Notices;
import org.curlew.pipeline.web.Notices.Group;
import org.curlew.pipeline.web.Notices.Notice;
import org.curlew.pipeline.web.casework.CaseworkDesk;
import org.curlew.triage.obligations.ActsDone;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** What the caller was told, and the acts that meet a clock and stand in no register entry. */
@Api
@Allowed({Role.POLIT_SUPERVISOR, Role.COMMAND})
class NoticeApi {

    private final Notices notices;
    private final CaseworkDesk casework;
    private final Creations creations;

    NoticeApi(Notices notices, CaseworkDesk casework, Creations creations) {
        this.notices = notices;
        this.casework = casework;
        this.creations = creations;
    }

    /** An act that meets an open obligation: the rule and subject are those of the obligation. */
    record Act(String rule, String subject, String findings, ActsDone.Rank rank) {}

    /** The numbers that were seen, or a group with the newest number seen in it; the band is empty where it has none. */
    record Seen(List<Long> ids, String kind, String band, Long last) {}

    /** How many were acknowledged; what another had seen before is not counted. */
    record Acknowledged(int acknowledged) {}

    @GetMapping("/notifications")
    @Scoped(Scope.OBLIGATIONS_READ)
    @Does("Lists what waits for your acknowledgement, the highest level first")
    Paged<Notice> open(
            Viewer viewer,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        return Paged.of(notices.open(viewer), after, limit, n -> Long.toString(n.id()));
    }

    @PostMapping("/notifications/{id}/acknowledgement")
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Says that you have seen a notification; it meets no clock")
    void acknowledge(Viewer viewer, @PathVariable long id) {
        notices.acknowledge(viewer, id);
    }

    @GetMapping("/notifications/groups")
    @Scoped(Scope.OBLIGATIONS_READ)
    @Does("Counts what waits for your acknowledgement by kind and band, with the oldest of each")
    List<Group> groups(Viewer viewer) {
        return notices.groups(viewer);
    }

    @PostMapping("/notifications/acknowledgements")
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Says that you have seen some notifications, or a whole kind and band up to the newest you saw")
    Acknowledged acknowledgeSeveral(Viewer viewer, @RequestBody Seen seen) {
        if (seen.kind() != null && seen.last() != null) {
            String band = seen.band() == null ? "" : seen.band();
            return new Acknowledged(notices.acknowledge(viewer, seen.kind(), band, seen.last()));
        }
        if (seen.ids() == null) {
            throw ApiException.badParameter("ids", "is missing: send ids, or kind, band and last of a group");
        }
        return new Acknowledged(notices.acknowledge(viewer, seen.ids()));
    }

    @GetMapping("/cases/{caseId}/acts")
    @Allowed(Role.POLIT_SUPERVISOR)
    @Scoped(Scope.OBLIGATIONS_READ)
    @Does("Lists a case's ranked reviews, packs and papers, the newest first")
    List<ActsDone.Done> acts(Viewer viewer, @PathVariable long caseId) {
        return casework.done(viewer, caseId);
    }

    @PostMapping("/cases/{caseId}/acts")
    @Allowed(Role.POLIT_SUPERVISOR)
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Records a ranked review, a pack or papers that meet an open obligation")
    ResponseEntity<Act> act(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody Act act) {
        return creations.once(viewer, key, List.of("act", caseId, act), Act.class, () -> {
            casework.done(viewer, caseId, act.rule(), act.subject(), act.findings(), act.rank());
            return new Creations.Created<>("/api/v1/cases/" + caseId + "/acts", null, act);
        });
    }
}
