package org.curlew.pipeline.web.suspects;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.pipeline.web.Recent;
import org.curlew.triage.obligations.Obligation;
import org.curlew.triage.reviews.Review;
import org.curlew.triage.reviews.Review.Action;
import org.curlew.triage.reviews.Review.Answer;
import org.curlew.triage.reviews.Review.Decision;
import org.curlew.triage.reviews.ReviewException;
import org.curlew.triage.reviews.ReviewRules;
import org.curlew.triage.reviews.Reviews;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reviews of the cases that a supervisor may see. */
@Service
@ConditionalOnWebApplication
public class ReviewDesk {

    private final CaseAccess access;
    private final Reviews reviews;
    private final Recent<List<Long>> drifting;

    ReviewDesk(CaseAccess access, Reviews reviews) {
        this.access = access;
        this.reviews = reviews;
        this.drifting = new Recent<>(reviews::drifting, Duration.ofSeconds(5), Duration.ofMinutes(10));
    }

    /** Cases that the person may see and whose last two reviews name no new line of enquiry (practice 1, row 28). */
    public List<Long> drifting(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        return drifting.get().value().stream().filter(visible::test).toList();
    }

    public ReviewRules rules() {
        return reviews.rules();
    }

    public ReviewRules.Part part(int number) {
        return rules().parts().stream()
                .filter(p -> p.number() == number)
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        "A review has the parts 1 to " + rules().parts().size()));
    }

    public Optional<Review> open(Viewer viewer, long caseId) {
        access.require(viewer, caseId, "review");
        return reviews.open(caseId);
    }

    public List<Review> closed(Viewer viewer, long caseId) {
        access.require(viewer, caseId, "reviews");
        return reviews.closed(caseId);
    }

    public Optional<Obligation> nextDue(Viewer viewer, long caseId) {
        access.require(viewer, caseId, "review");
        return reviews.nextDue(caseId);
    }

    @Transactional
    public Review start(Viewer viewer, long caseId) {
        access.requireToChange(viewer, caseId, "start of a review");
        return reviews.start(caseId, viewer.name());
    }

    public Review find(Viewer viewer, long id) {
        Review review = reviews.find(id).orElseThrow(() -> new NotFoundException("There is no review " + id));
        access.require(viewer, review.caseId(), "review " + id);
        return review;
    }

    public void answer(Viewer viewer, long id, String question, Answer answer) {
        access.requireToChange(viewer, find(viewer, id).caseId(), "answer in review " + id);
        reviews.answer(id, question, answer, viewer.name());
    }

    @Transactional
    public Review sign(Viewer viewer, long id, Decision decision, List<Action> actions) {
        Review review = find(viewer, id);
        if (!review.reviewer().equals(viewer.name())) {
            throw new ReviewException("Review " + id + ": " + review.reviewer() + " began it and signs it");
        }
        Review signed = reviews.close(id, decision, actions);
        drifting.forget();
        return signed;
    }
}
