package org.curlew.pipeline.rest.obligations;

import java.util.ArrayList;
import java.util.List;
import org.curlew.pipeline.rest.Api;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.rest.Creations;
import org.curlew.pipeline.rest.Does;
import org.curlew.pipeline.rest.Etag;
import org.curlew.pipeline.security.Allowed;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Scoped;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.suspects.ReviewDesk;
import org.curlew.triage.reviews.Review;
import org.curlew.triage.reviews.Review.Action;
import org.curlew.triage.reviews.Review.Answer;
import org.curlew.triage.reviews.Review.Decision;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;

/** The 28-day review: kept as it is answered, signed when nothing is missing. */
@Api
@Allowed(Role.POLIT_SUPERVISOR)
class ReviewApi {

    private final ReviewDesk desk;
    private final Creations creations;

    ReviewApi(ReviewDesk desk, Creations creations) {
        this.desk = desk;
        this.creations = creations;
    }

    /** An answer: a text, or "no change" with its reason. */
    record Answered(String text, boolean noChange, String reason) {}

    /** The signature: what is decided, and what is to be done by whom until when. */
    record Signature(Decision decision, List<Action> actions) {}

    @GetMapping("/cases/{caseId}/reviews")
    @Scoped(Scope.OBLIGATIONS_READ)
    @Does("Lists a case's reviews: the open one first, then the signed ones, the last first")
    List<Review> ofCase(Viewer viewer, @PathVariable long caseId) {
        List<Review> all = new ArrayList<>(desk.open(viewer, caseId).stream().toList());
        all.addAll(desk.closed(viewer, caseId));
        return all;
    }

    @PostMapping("/cases/{caseId}/reviews")
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Starts a case's review, or gives the one that is open")
    ResponseEntity<Review> start(
            Viewer viewer,
            @PathVariable long caseId,
            @RequestHeader(name = "Idempotency-Key", required = false) String key) {
        return creations.once(viewer, key, List.of("review", caseId), Review.class, () -> {
            Review review = desk.start(viewer, caseId);
            return new Creations.Created<>("/api/v1/reviews/" + review.id(), tag(review), review);
        });
    }

    @GetMapping("/reviews/{id}")
    @Scoped(Scope.OBLIGATIONS_READ)
    @Does("Gives a review with its answers, and an ETag of them")
    ResponseEntity<Review> find(Viewer viewer, @PathVariable long id) {
        return answer(desk.find(viewer, id));
    }

    @PutMapping("/reviews/{id}/answers/{question}")
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Keeps one answer of an open review, such as 1.voice; If-Match names the answers it was made from")
    ResponseEntity<Review> answer(
            Viewer viewer,
            @PathVariable long id,
            @PathVariable String question,
            @RequestHeader(name = "If-Match", required = false) String version,
            @RequestBody Answered answered) {
        Etag.require(version, tag(desk.find(viewer, id)));
        desk.answer(
                viewer,
                id,
                question,
                answered.noChange() ? Answer.noChange(answered.reason()) : Answer.of(answered.text()));
        return answer(desk.find(viewer, id));
    }

    @PostMapping("/reviews/{id}/signature")
    @Scoped(Scope.REVIEWS_WRITE)
    @Does("Signs a review that you began; what is missing is named")
    ResponseEntity<Review> sign(
            Viewer viewer,
            @PathVariable long id,
            @RequestHeader(name = "If-Match", required = false) String version,
            @RequestBody Signature signature) {
        Etag.require(version, tag(desk.find(viewer, id)));
        if (signature.decision() == null) {
            throw ApiException.refused("decision", "The review has no decision", "Send decision");
        }
        return answer(desk.sign(
                viewer, id, signature.decision(), signature.actions() == null ? List.of() : signature.actions()));
    }

    private static ResponseEntity<Review> answer(Review review) {
        return ResponseEntity.ok().eTag(tag(review)).body(review);
    }

    private static String tag(Review review) {
        return Etag.of(new java.util.TreeMap<>(review.answers()) + " " + review.closedAt());
    }
}
