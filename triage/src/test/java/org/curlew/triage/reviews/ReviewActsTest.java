package org.curlew.triage.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.curlew.triage.obligations.World;
import org.curlew.triage.reviews.Review.Action;
import org.curlew.triage.reviews.Review.Answer;
import org.curlew.triage.reviews.Review.Decision;
import org.junit.jupiter.api.Test;

/** What each act on a 28-day review leaves behind (practice 3.5): in the ledger, with the deputy, and for the list of drifting cases. */
class ReviewActsTest {

    private final World world = new World();
    private final Reviews reviews = world.get(Reviews.class);
    private final Assignments assignments = world.get(Assignments.class);

    private long openCase(String reference) {
        return SampleReviews.openCase(world, reference, Instant.parse("2026-02-20T09:00:00Z"), "DC Officer 1", "first");
    }

    private void signed(long caseId, boolean noNewEnquiry, String marker) {
        Review review = reviews.start(caseId, "first");
        SampleReviews.answer(
                reviews, review, marker, words -> noNewEnquiry ? Answer.noChange("all was asked") : Answer.of(words));
        reviews.close(
                review.id(),
                Decision.CONTINUE,
                List.of(new Action("Visit the family", "DC Officer 1", LocalDate.of(2026, 3, 9))));
        world.clock.forward(Duration.ofDays(20));
    }

    private long noted(String kind) {
        return world.jdbc
                .sql("select count(*) from ledger_pending where kind = ?")
                .param(kind)
                .query(Long.class)
                .single();
    }

    @Test
    void a_review_is_started_once_and_each_answer_and_the_signature_are_noted() {
        long id = openCase("OP-1");
        Review review = reviews.start(id, "first");

        assertThat(reviews.start(id, "another").id()).as("the open one").isEqualTo(review.id());
        assertThat(noted("REVIEW_STARTED")).isOne();

        reviews.answer(review.id(), "1.seen", Answer.of("seen at home"), "DC Officer 1");
        assertThat(noted("REVIEW_ANSWERED")).isOne();
        assertThat(noted("REVIEW_CLOSED")).isZero();
        signed(id, false, "Today");
        assertThat(noted("REVIEW_CLOSED")).isPositive();
    }

    @Test
    void only_the_deputy_reviews_for_somebody() {
        long id = openCase("OP-1");
        assignments.deputise(id, "deputy", LocalDate.of(2026, 3, 30), "leave", null, "first");

        assertThat(reviews.start(id, "first").insteadOf()).isNull();
    }

    @Test
    void a_question_that_the_form_does_not_have_is_refused() {
        Review review = reviews.start(openCase("OP-1"), "first");

        assertThatThrownBy(() -> reviews.answer(review.id(), "7.nothing", Answer.of("x"), "first"))
                .hasMessageContaining("there is no question '7.nothing'");
        assertThatThrownBy(() -> reviews.answer(review.id() + 1, "7.enquiries", Answer.of("x"), "first"))
                .hasMessageContaining("there is none");
    }

    @Test
    void the_last_signed_review_comes_first() {
        long id = openCase("OP-1");
        signed(id, false, "Monday");
        signed(id, false, "Tuesday");

        assertThat(reviews.closed(id)).hasSize(2).isSortedAccordingTo((a, b) -> b.closedAt()
                .compareTo(a.closedAt()));
        assertThat(reviews.closed(id).getFirst().answers().get("1.seen").text()).startsWith("Tuesday");
    }

    @Test
    void a_case_drifts_when_its_last_two_reviews_have_no_new_line_of_enquiry() {
        long drifting = openCase("OP-1");
        signed(drifting, false, "Monday");
        signed(drifting, true, "Tuesday");
        assertThat(reviews.drifting()).as("one review is not two").isEmpty();
        signed(drifting, true, "Wednesday");
        long moving = openCase("OP-2");
        signed(moving, true, "Monday");
        signed(moving, true, "Tuesday");
        signed(moving, false, "Wednesday");
        long once = openCase("OP-3");
        signed(once, true, "Monday");
        reviews.start(drifting, "first");

        assertThat(reviews.drifting()).containsExactly(drifting);
    }
}
