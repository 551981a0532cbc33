package org.curlew.pipeline.rest.obligations;

import java.time.LocalDate;
import java.util.List;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.Creations;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.suspects.CoverDesk;
import org.curlew.triage.reviews.Assignments.Assignment;
import org.curlew.triage.reviews.Assignments.Kind;
import org.curlew.triage.reviews.ReviewException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;

/** Slots for reviews, cover for a shortfall, and who reviews a case. */
@Api
@Allowed(Role.POLIT_SUPERVISOR)
class CoverApi {

    private final CoverDesk desk;
    private final Creations creations;

    CoverApi(CoverDesk desk, Creations creations) {
        this.desk = desk;
        this.creations = creations;
    }

    /** A request for cover: so many reviews each working day of a period. */
    record Asked(String deputy, LocalDate from, LocalDate to, Double perDay, String reason) {}

    /** The asked person's answer; a refusal says why. */
    record Answer(Boolean accepted, String reason) {}

    /** The answer as it was taken, with how many reviews were given over. */
    record Answered(long id, boolean accepted, int given) {}

    /** Another reviewer: for good (REASSIGNED), or a deputy until a day (DEPUTISED). */
    record Reviewer(Kind kind, String to, LocalDate until, String reason) {}

    /** A supervisor's slots for reviews, each working day of a period. */
    record Slots(String reviewer, LocalDate from, LocalDate to, Double perDay) {}

    @GetMapping("/review-cover")
    @Scoped(Scope.OBLIGATIONS_READ)
    @Does("Tells whether reviews have slots, what cover would close the gap, and what was asked")
    CoverDesk.Shown cover(Viewer viewer) {
        return desk.show(viewer);
    }

    @PostMapping("/review-cover")
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Asks a supervisor to cover reviews; that person is told and answers")
    ResponseEntity<Asked> ask(
            Viewer viewer,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody Asked asked) {
        return creations.once(viewer, key, List.of("cover", asked), Asked.class, () -> {
            desk.ask(viewer, asked.deputy(), asked.from(), asked.to(), asked.perDay(), asked.reason());
            return new Creations.Created<>("/api/v1/review-cover", null, asked);
        });
    }

    @PostMapping("/review-cover/{id}/answer")
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Accepts or declines cover you were asked for; accepted, the reviews that lapse first become yours")
    Answered answer(Viewer viewer, @PathVariable long id, @RequestBody Answer answer) {
        if (answer.accepted() == null) {
            throw new ReviewException("Cover " + id + ", accepted: send true or false");
        }
        if (!answer.accepted()) {
            desk.decline(viewer, id, answer.reason());
            return new Answered(id, false, 0);
        }
        return new Answered(id, true, desk.accept(viewer, id));
    }

    @PostMapping("/review-slots")
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Records a supervisor's slots for reviews in a period")
    ResponseEntity<Slots> slots(
            Viewer viewer,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody Slots slots) {
        return creations.once(viewer, key, List.of("slots", slots), Slots.class, () -> {
            desk.slots(viewer, slots.reviewer(), slots.from(), slots.to(), slots.perDay());
            return new Creations.Created<>("/api/v1/review-cover", null, slots);
        });
    }

    @GetMapping("/cases/{caseId}/reviewers")
    @Scoped(Scope.OBLIGATIONS_READ)
    @Does("Lists every change of who reviews a case, oldest first")
    List<Assignment> reviewers(Viewer viewer, @PathVariable long caseId) {
        return desk.history(viewer, caseId);
    }

    @PostMapping("/cases/{caseId}/reviewers")
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Gives a case's reviews to another supervisor for good, or to a deputy until a day")
    ResponseEntity<Reviewer> assign(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody Reviewer reviewer) {
        return creations.once(viewer, key, List.of("reviewer", caseId, reviewer), Reviewer.class, () -> {
            desk.assign(viewer, caseId, reviewer.kind(), reviewer.to(), reviewer.until(), reviewer.reason());
            return new Creations.Created<>("/api/v1/cases/" + caseId + "/reviewers", null, reviewer);
        });
    }
}
