package org.curlew.triage.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.curlew.triage.intake.SampleForce;
import org.curlew.triage.obligations.Notifications.Notification;
import org.curlew.triage.obligations.World;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.Versioned;
import org.curlew.triage.reviews.Review.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewCoverTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final LocalDate END = LocalDate.of(2026, 3, 30);

    private final World world = new World();
    private final Reviews reviews = world.get(Reviews.class);
    private final ReviewCapacity capacity = world.get(ReviewCapacity.class);
    private final Assignments assignments = world.get(Assignments.class);
    private final ReviewCover cover = world.get(ReviewCover.class);

    private long openCase(String reference) {
        return SampleReviews.openCase(
                world, reference, world.clock.instant().minus(Duration.ofDays(10)), "dc", "first");
    }

    private List<String> told(String recipient) {
        return world.notifications.open(recipient).stream()
                .map(Notification::text)
                .toList();
    }

    /** Whoever accepts cover sees the cases of every team that came with it. */
    @Test
    void nobody_asks_themselves_for_cover() {
        assertThatThrownBy(() -> cover.ask("first", TODAY, END, 1, "leave", "first"))
                .hasMessageContaining("ask somebody else");
    }

    /** What is told of a case and not with it is read by everybody whom it reaches, also by who may not see the case any more. */
    private long toldWithoutItsCase() {
        return world.jdbc
                .sql("select count(*) from notification where case_id is null")
                .query(Long.class)
                .single();
    }

    @Test
    void a_reassignment_is_a_version_of_the_case_takes_the_open_review_along_and_tells_the_new_supervisor() {
        long id = openCase("OP-1");
        Review open = reviews.start(id, "first");
        reviews.answer(open.id(), "1.seen", Answer.of("The child was seen on Monday"), "Sample");

        assignments.reassign(id, "second", "abstracted to another unit", "inspector");

        List<Versioned<CaseDetails>> details = world.register.list(CaseDetails.class, Filter.ofCase(id));
        assertThat(details.getLast().entry().supervisor()).isEqualTo("second");
        assertThat(details.getLast().version()).isEqualTo(2);
        assertThat(details.getLast().reason()).isEqualTo("reassigned: abstracted to another unit");
        Review moved = reviews.open(id).orElseThrow();
        assertThat(moved.reviewer()).isEqualTo("second");
        assertThat(moved.insteadOf()).as("it is theirs now, for nobody else").isNull();
        assertThat(moved.answers()).containsKey("1.seen");
        assertThat(assignments.history(id)).singleElement().satisfies(a -> {
            assertThat(a.kind()).isEqualTo(Assignments.Kind.REASSIGNED);
            assertThat(a.insteadOf()).isEqualTo("first");
            assertThat(a.madeBy()).isEqualTo("inspector");
        });
        assertThat(told("second"))
                .containsExactly("OP-1: its 28-day reviews are yours now (abstracted to another unit)");
        assertThat(toldWithoutItsCase()).isZero();
        assertThat(world.jdbc
                        .sql("select count(*) from ledger_pending where kind = 'REVIEW_REASSIGNED'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThatThrownBy(() -> assignments.reassign(id, "second", "again", "inspector"))
                .hasMessageContaining("second supervises the case already");
    }

    @Test
    void a_deputys_review_says_for_whom_it_is_done_and_the_supervisor_stays() {
        long id = openCase("OP-1");
        assignments.deputise(id, "deputy", END, "leave", null, "first");

        Review review = reviews.start(id, "deputy");
        assertThat(review.insteadOf()).isEqualTo("first");
        assertThat(world.register
                        .list(CaseDetails.class, Filter.ofCase(id))
                        .getLast()
                        .entry()
                        .supervisor())
                .isEqualTo("first");
        assertThat(told("first")).containsExactly("OP-1: deputy reviews it for you until 2026-03-30");
        assertThat(told("deputy")).hasSize(1);
        assertThat(toldWithoutItsCase()).isZero();

        assertThat(assignments.deputy(id)).isPresent();
        world.clock.forward(Duration.ofDays(29));
        assertThat(assignments.deputy(id)).as("the last day is over").isEmpty();
    }

    @ParameterizedTest(name = "{0} until {1}, reason {2}: {3}")
    @CsvSource(
            nullValues = "none",
            value = {
                "first, 2026-03-30, leave, is the case's own supervisor",
                "deputy, 2026-03-01, leave, 'until: give the last day, today or later'",
                "deputy, none, leave, 'until: give the last day, today or later'",
                "deputy, 2026-03-30, none, give the reviewer's name and the reason",
                "none, 2026-03-30, leave, give the reviewer's name and the reason"
            })
    void a_deputy_is_somebody_else_with_an_end_and_a_reason(String who, LocalDate until, String why, String message) {
        long id = openCase("OP-1");
        assertThatThrownBy(() -> assignments.deputise(id, who, until, why, null, "first"))
                .isInstanceOf(ReviewException.class)
                .hasMessageContaining(message);
    }

    @Test
    void the_shortfall_of_the_report_proposes_cover_and_accepted_cover_gives_over_what_would_lapse_first() {
        world.get(SampleForce.class).load("demo");
        world.obligations.tick();
        capacity.slots("DS Supervisor", TODAY, LocalDate.of(2026, 12, 31), 4, "command");
        ReviewCover.Proposal proposal = cover.proposal(capacity.outlook()).orElseThrow();
        assertThat(proposal.reviews()).isEqualTo(101);
        assertThat(proposal.perDay()).isEqualTo(5.1);
        assertThat(proposal.to()).isEqualTo(END);
        List<Long> lapsing =
                capacity.withoutSlot().stream().map(o -> o.caseId()).toList();
        assertThat(lapsing).hasSize(101);

        long id = cover.ask("deputy", TODAY, END, 2, "one supervisor of two", "inspector");
        assertThat(told("deputy")).singleElement().asString().contains("asks you to cover 28-day reviews");
        assertThat(cover.waitingFor("deputy"))
                .extracting(ReviewCover.Request::id)
                .containsExactly(id);
        assertThatThrownBy(() -> cover.accept(id, "somebody"))
                .hasMessage("Cover " + id + ": deputy was asked, and alone answers");

        assertThat(cover.accept(id, "deputy")).as("2 a day on 21 working days").isEqualTo(42);

        assertThat(assignments.deputies().keySet()).containsExactlyInAnyOrderElementsOf(lapsing.subList(0, 42));
        assertThat(capacity.outlook().shortfall()).isLessThan(101);
        assertThat(told("inspector")).singleElement().asString().contains("42 reviews were given over");
        assertThatThrownBy(() -> cover.accept(id, "deputy")).hasMessageContaining("was answered already");
    }

    @Test
    void who_declines_says_why_and_nothing_is_given_over() {
        openCase("OP-1");
        long id = cover.ask("deputy", TODAY, END, 1, "leave", "first");

        assertThatThrownBy(() -> cover.decline(id, " ", "deputy")).hasMessageContaining("say why");
        cover.decline(id, "court all month", "deputy");

        assertThat(told("first")).singleElement().asString().contains("court all month");
        assertThat(assignments.deputies()).isEmpty();
        assertThat(cover.last(5).getFirst().accepted()).isFalse();
        assertThat(cover.proposal(capacity.outlook())).as("one review, no slot").isPresent();
    }

    @Test
    void answers_typed_by_several_at_once_are_all_kept() throws Exception {
        Review review = reviews.start(openCase("OP-1"), "first");
        List<Callable<Review>> typed = reviews.rules().parts().stream()
                .flatMap(p -> p.questions().keySet().stream().map(q -> p.number() + "." + q))
                .<Callable<Review>>map(q -> () -> reviews.answer(review.id(), q, Answer.of("said of " + q), "Sample"))
                .toList();
        try (ExecutorService people = Executors.newFixedThreadPool(6)) {
            for (Future<Review> done : people.invokeAll(typed)) {
                done.get();
            }
        }

        Map<String, Answer> kept = reviews.find(review.id()).orElseThrow().answers();
        assertThat(kept).hasSize(typed.size());
        assertThat(kept).allSatisfy((q, a) -> assertThat(a.text()).isEqualTo("said of " + q));
    }

    @ParameterizedTest(name = "{0} from {1} to {2}, {3} a day, reason {4}: {5}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, 0, 28, 2, leave, name whom you ask",
                "' ', 0, 28, 2, leave, name whom you ask",
                "deputy, 0, 28, 2, none, say why",
                "deputy, 0, 28, 2, ' ', say why",
                "deputy, none, 28, 2, leave, the end must not lie",
                "deputy, 0, none, 2, leave, the end must not lie",
                "deputy, 3, 2, 2, leave, before the start",
                "deputy, -9, -1, 2, leave, before today",
                "deputy, 0, 28, 0, leave, more than nought",
                "deputy, 0, 28, -1, leave, more than nought",
                "deputy, 0, 28, 50.5, leave, at most 50"
            })
    void cover_names_somebody_a_period_to_come_a_number_and_a_reason(
            String deputy, Integer from, Integer to, double perDay, String reason, String message) {
        assertThatThrownBy(() -> cover.ask(
                        deputy,
                        from == null ? null : TODAY.plusDays(from),
                        to == null ? null : TODAY.plusDays(to),
                        perDay,
                        reason,
                        "inspector"))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0.5", "-9, 0, 2", "3, 3, 50"})
    void what_lies_at_the_edge_can_be_asked(int from, int to, double perDay) {
        assertThat(cover.ask("deputy", TODAY.plusDays(from), TODAY.plusDays(to), perDay, "leave", "inspector"))
                .isPositive();
    }
}
