package org.curlew.pipeline.rest.victims;

import java.util.List;
import org.curlew.grading.victims.ExhibitTasks;
import org.curlew.grading.victims.VictimLane;
import org.curlew.grading.victims.VictimReferrals;
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
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Victim identification. No picture leaves through the API. */
@Api
@Allowed(Role.VIO)
class VictimApi {

    private final VictimDesk desk;
    private final Creations creations;

    VictimApi(VictimDesk desk, Creations creations) {
        this.desk = desk;
        this.creations = creations;
    }

    /**
     * Something done about a media.
     *
     * @param owner whom it was given to, for OWNED alone
     * @param text what it rests on, for every other act
     */
    record Done(VictimDesk.Kind kind, String owner, String text) {}

    /** Something done about an exhibit whose media may be first-generation material. */
    record Task(ExhibitTasks.Step step, String text) {}

    /** A referral of media, SHA-256 in hex, to another body. */
    record Sent(List<String> media, String sentTo, String reference, String text) {}

    /** The body's answer; identified is null where it does not say. */
    record Answer(String answer, Boolean identified) {}

    @GetMapping("/victims/lane")
    @Scoped(Scope.GRADING_READ)
    @Does("Lists illegal material that no illegal set knows, the longest waiting first, with its owner")
    Paged<VictimLane.Item> lane(
            Viewer viewer,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        return Paged.of(desk.lane(viewer), after, limit, i -> i.caseId() + "/" + i.sha256());
    }

    @GetMapping("/victims/alarms")
    @Scoped(Scope.GRADING_READ)
    @Does("Lists what is wrong with the lane: nobody in the role, media without an owner for too long")
    List<String> alarms(Viewer viewer) {
        return desk.alarms(viewer);
    }

    @GetMapping("/cases/{caseId}/victims/series")
    @Scoped(Scope.GRADING_READ)
    @Does("Lists a case's illegal material by series, and how much of each has no known victim")
    List<VictimLane.SeriesLeft> series(Viewer viewer, @PathVariable long caseId) {
        return desk.series(viewer, caseId);
    }

    @GetMapping("/cases/{caseId}/victims/{sha256}/reasons")
    @Scoped(Scope.GRADING_READ)
    @Does("Gives why a media may be first-generation material, in sentences that never claim certainty")
    List<String> reasons(Viewer viewer, @PathVariable long caseId, @PathVariable String sha256) {
        return desk.reasons(viewer, caseId, sha256(sha256));
    }

    @GetMapping("/cases/{caseId}/victims/{sha256}/acts")
    @Scoped(Scope.GRADING_READ)
    @Does("Lists what was done to find the victim in a media, oldest first")
    List<VictimLane.Act> acts(Viewer viewer, @PathVariable long caseId, @PathVariable String sha256) {
        return desk.acts(viewer, caseId, sha256(sha256));
    }

    @PostMapping("/cases/{caseId}/victims/{sha256}/acts")
    @Scoped(Scope.GRADING_WRITE)
    @Does("Enters what was done to find the victim in a media; it may start or end a duty")
    List<VictimLane.Act> act(
            Viewer viewer, @PathVariable long caseId, @PathVariable String sha256, @RequestBody Done done) {
        if (done.kind() == null) {
            throw ApiException.refused("kind", "The act has no kind", "Send kind");
        }
        return desk.act(viewer, caseId, sha256(sha256), done.kind(), done.owner(), done.text());
    }

    @PostMapping("/exhibits/{exhibitId}/victim-tasks")
    @Scoped(Scope.GRADING_WRITE)
    @Does("Enters that victim identification was tasked for an exhibit, or what became of safeguarding")
    void task(Viewer viewer, @PathVariable long exhibitId, @RequestBody Task task) {
        if (task.step() == null) {
            throw ApiException.refused("step", "The task has no step", "Send step");
        }
        desk.task(viewer, exhibitId, task.step(), task.text());
    }

    @GetMapping("/cases/{caseId}/victims/referrals")
    @Scoped(Scope.GRADING_READ)
    @Does("Lists a case's referrals of media to other bodies, with their last answers")
    Paged<VictimReferrals.Referral> referrals(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = Paged.DEFAULT) int limit) {
        return Paged.of(desk.referrals(viewer, caseId), after, limit, r -> Long.toString(r.id()));
    }

    @PostMapping("/cases/{caseId}/victims/referrals")
    @Scoped(Scope.GRADING_WRITE)
    @Does("Records that media of a case were referred to another body")
    ResponseEntity<VictimReferrals.Referral> refer(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody Sent sent) {
        List<String> media = sent.media() == null ? List.of() : sent.media();
        media.forEach(VictimApi::sha256);
        return creations.once(viewer, key, List.of("referral", caseId, sent), VictimReferrals.Referral.class, () -> {
            VictimReferrals.Referral made =
                    desk.refer(viewer, caseId, media, text(sent.sentTo()), text(sent.reference()), text(sent.text()));
            return new Creations.Created<>("/api/v1/cases/" + caseId + "/victims/referrals", null, made);
        });
    }

    @PostMapping("/victims/referrals/{id}/answer")
    @Scoped(Scope.GRADING_WRITE)
    @Does("Enters the answer to a referral")
    VictimReferrals.Referral answer(Viewer viewer, @PathVariable long id, @RequestBody Answer answer) {
        return desk.answer(viewer, id, text(answer.answer()), answer.identified());
    }

    private static String sha256(String text) {
        if (text == null || !text.matches("[0-9a-f]{64}")) {
            throw ApiException.badParameter("sha256", "is no SHA-256 in lower-case hex");
        }
        return text;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
