package org.curlew.triage.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curlew.triage.intake.SampleForce;
import org.curlew.triage.obligations.World;
import org.curlew.triage.reviews.Review.Action;
import org.curlew.triage.reviews.Review.Answer;
import org.curlew.triage.reviews.Review.Decision;
import org.curlew.triage.reviews.ReviewGap.Place;
import org.curlew.triage.rules.RuleFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewsTest {

    private static final ReviewRules RULES =
            RuleFiles.read("reviews.yaml", RuleFiles.shipped("reviews.yaml"), ReviewRules.class);

    private final World world = new World();
    private final Reviews reviews = world.get(Reviews.class);
    private final ReviewCapacity capacity = world.get(ReviewCapacity.class);
    private final List<Action> actions =
            List.of(new Action("Visit the family", "DC Officer 1", LocalDate.of(2026, 3, 9)));

    private long openCase() {
        return SampleReviews.openCase(
                world, "OP-R", Instant.parse("2026-02-20T09:00:00Z"), "DC Officer 1", "DS Supervisor");
    }

    private Review filled(long caseId, String marker) {
        Review review = reviews.start(caseId, "DS Supervisor");
        SampleReviews.answer(reviews, review, marker);
        return reviews.open(caseId).orElseThrow();
    }

    @ParameterizedTest(name = "part {0}, question {1}")
    @CsvSource({
        "1, seen", "1, voice", "1, changed", "2, access", "2, verified", "3, level", "3, change", "3, confidence",
        "4, plan", "4, agencies", "4, response", "5, status", "5, next", "5, breaches", "6, kirat", "7, enquiries",
        "7, direction", "7, checks", "8, exhibits", "8, harm", "8, rerank", "9, unknown", "9, upload", "10, updates",
        "10, views", "10, support", "11, contact", "11, triggers", "11, spoc", "12, rationale"
    })
    void a_review_cannot_be_signed_with_any_question_of_the_twelve_parts_blank(int part, String question) {
        Map<String, Answer> answers = new HashMap<>();
        RULES.parts().forEach(p -> p.questions()
                .keySet()
                .forEach(q -> answers.put(
                        p.number() + "." + q, Answer.of("The child was seen at home by the social worker"))));
        assertThat(new Quality(RULES).missing(answers, Decision.CONTINUE, actions))
                .isEmpty();

        answers.put(part + "." + question, Answer.of("  "));
        assertThat(new Quality(RULES).missing(answers, Decision.CONTINUE, actions))
                .singleElement()
                .asString()
                .startsWith("part " + part + " (")
                .endsWith("'" + question + "' is blank");

        answers.put(part + "." + question, Answer.noChange(""));
        assertThat(new Quality(RULES).missing(answers, Decision.CONTINUE, actions))
                .singleElement()
                .asString()
                .endsWith("'" + question + "' is \"no change\" without a reason");
    }

    @Test
    void what_is_missing_is_named_when_one_tries_to_sign() {
        Review review = filled(openCase(), "Today");
        reviews.answer(review.id(), "1.voice", Answer.of(""), "Sample");

        assertThatThrownBy(() -> reviews.close(review.id(), Decision.CONTINUE, actions))
                .isInstanceOf(ReviewException.class)
                .hasMessage("The review cannot be closed: part 1 (Children): 'voice' is blank");
    }

    @Test
    void a_refused_signature_carries_each_place_that_is_missing() {
        Review review = filled(openCase(), "Today");
        reviews.answer(review.id(), "1.voice", Answer.of(""), "Sample");

        assertThatThrownBy(() -> reviews.close(review.id(), null, List.of(new Action("x", null, null))))
                .isInstanceOfSatisfying(ReviewException.class, e -> assertThat(e.gaps())
                        .extracting(ReviewGap::place, ReviewGap::part, ReviewGap::question)
                        .containsExactly(
                                tuple(Place.QUESTION, 1, "voice"),
                                tuple(Place.DECISION, 12, null),
                                tuple(Place.ACTIONS, 12, null)));
    }

    @Test
    void there_are_no_more_questions_than_the_table_above_names() {
        assertThat(reviews.rules().parts().stream()
                        .mapToInt(p -> p.questions().size())
                        .sum())
                .isEqualTo(30);
        assertThat(reviews.rules().childParts()).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(reviews.rules().parts().stream()
                        .filter(ReviewRules.Part::forensic)
                        .map(ReviewRules.Part::number))
                .containsExactly(8, 9);
    }

    @Test
    void a_full_review_closes_meets_the_clock_and_computes_the_next_date() {
        long caseId = openCase();
        Review closed = reviews.close(filled(caseId, "Today").id(), Decision.CONTINUE, actions);

        assertThat(closed.nextDue())
                .isEqualTo(world.clock.instant().plus(Duration.ofDays(28)).minus(Duration.ofHours(1)));
        assertThat(closed.qualityFlag()).isNull();
        assertThat(world.obligations.chronology(caseId))
                .anyMatch(o -> o.ruleId().equals("supervisor-review") && o.metAt() != null);
        assertThatThrownBy(() -> reviews.answer(closed.id(), "1.seen", Answer.of("later"), "Sample"))
                .hasMessageContaining("is signed");
    }

    @Test
    void a_review_bears_the_version_of_the_rules_it_was_signed_by() {
        Review review = filled(openCase(), "Today");
        assertThat(review.ruleVersion()).isEqualTo("2026.1");
        String changed = RuleFiles.shipped("reviews.yaml")
                .replaceFirst("(?m)^version: .*$", "version: \"force-1\"")
                .replace("{rationale:", "{supervisor: \"Supervisor's view\", rationale:");
        world.rules.load("reviews", changed, ReviewRules.class, "admin");

        assertThatThrownBy(() -> reviews.close(review.id(), Decision.CONTINUE, actions))
                .hasMessageContaining("'supervisor' is blank");
        reviews.answer(review.id(), "12.supervisor", Answer.of("The child's school was asked"), "Sample");
        assertThat(reviews.close(review.id(), Decision.CONTINUE, actions).ruleVersion())
                .isEqualTo("force-1");
    }

    @Test
    void a_review_without_decision_or_actions_does_not_close() {
        Review review = filled(openCase(), "Today");

        assertThat(reviews.missing(review.id(), null, actions))
                .anyMatch(m -> m.text().contains("the decision is blank"));
        assertThat(reviews.missing(review.id(), Decision.CONTINUE, List.of()))
                .anyMatch(m -> m.text().contains("at least one action"));
        assertThat(reviews.missing(review.id(), Decision.NFA, List.of())).isEmpty();
        assertThat(reviews.missing(review.id(), Decision.CONTINUE, List.of(new Action("x", null, null))))
                .anyMatch(m -> m.text().contains("owner or date"));
    }

    @Test
    void device_delay_alone_does_not_close_a_review() {
        Review review = filled(openCase(), "Today");
        for (ReviewRules.Part part : reviews.rules().parts()) {
            if (reviews.rules().childParts().contains(part.number())) {
                part.questions()
                        .keySet()
                        .forEach(q -> reviews.answer(
                                review.id(),
                                part.number() + "." + q,
                                Answer.of("Still awaiting examination of the phone by the HTCU"),
                                "Sample"));
            }
        }

        assertThatThrownBy(() -> reviews.close(review.id(), Decision.CONTINUE, actions))
                .hasMessageContaining("a review cannot close on device delay alone");
    }

    @Test
    void a_review_that_repeats_the_last_one_goes_to_audit() {
        long caseId = openCase();
        reviews.close(filled(caseId, "Today").id(), Decision.CONTINUE, actions);
        world.clock.forward(Duration.ofDays(20));

        Review same = reviews.close(filled(caseId, "Today").id(), Decision.CONTINUE, actions);

        assertThat(same.qualityFlag()).startsWith("repeats the last review");
        assertThat(Quality.similarity("the child was seen at school today", "nobody has been near the exhibit store"))
                .isLessThan(0.1);
    }

    @Test
    void a_welfare_check_or_review_leaves_an_open_reassessment_open() {
        long caseId = openCase();
        reviews.close(filled(caseId, "Today").id(), Decision.CONTINUE, actions);

        assertThat(world.obligations.open("rui-reassessment")).isEmpty();
        assertThat(world.obligations.open("supervisor-review")).hasSize(1);
    }

    @Test
    void the_reports_own_figures_181_cases_and_one_supervisor_raise_the_shortfall_before_reviews_lapse() {
        world.get(SampleForce.class).load("demo");
        world.obligations.tick();
        assertThat(capacity.outlook().sentence())
                .isEqualTo("181 reviews are due in the next 28 days; no slot for one is recorded.");
        capacity.slots("DS Supervisor", LocalDate.of(2026, 3, 1), LocalDate.of(2026, 12, 31), 4, "command");

        ReviewCapacity.Outlook one = capacity.outlook();
        assertThat(one.sentence()).isEqualTo("181 reviews are due in the next 28 days; there are slots for 80.");
        assertThat(one.shortfall()).isEqualTo(101);
        assertThat(one.cover()).contains("Cover for 101 reviews by 30 March 2026: 5.1 more a working day");
        assertThat(capacity.alert()).isTrue();
        assertThat(capacity.alert()).as("told once a day").isFalse();
        assertThat(world.notifications.open("role:SUPERINTENDENT"))
                .anyMatch(n -> n.text().contains("101 have no slot"));

        capacity.slots("DS Second", LocalDate.of(2026, 3, 1), LocalDate.of(2026, 12, 31), 5.1, "command");
        assertThat(capacity.outlook().shortfall()).isZero();
    }

    @Test
    void audits_draw_the_same_sample_again_and_the_writer_cannot_grade_it() {
        Audits audits = world.get(Audits.class);
        long caseId = openCase();
        Review review = reviews.close(filled(caseId, "Today").id(), Decision.CONTINUE, actions);
        Instant from = world.clock.instant().minus(Duration.ofDays(1));
        Instant to = world.clock.instant().plus(Duration.ofDays(1));

        List<Audits.Drawn> drawn = audits.draw("March", Audits.Sampling.RISK_WEIGHTED, 10, from, to, 7, "ACC");
        assertThat(drawn).extracting(Audits.Drawn::reviewId).containsExactly(review.id());
        assertThat(audits.draw("March", Audits.Sampling.RISK_WEIGHTED, 10, from, to, 7, "ACC"))
                .isEqualTo(drawn);
        assertThatThrownBy(() -> audits.grade(drawn.getFirst().id(), Audits.Grade.GOOD, "", "DS Supervisor"))
                .hasMessageContaining("the auditor wrote the review");
        assertThatThrownBy(() -> audits.grade(drawn.getFirst().id(), Audits.Grade.INADEQUATE, " ", "auditor"))
                .hasMessage("Audit, findings: say what is to be better");
        assertThatThrownBy(() -> audits.draw("", Audits.Sampling.RANDOM, 10, from, to, 7, "ACC"))
                .hasMessage("Audit, sample: give it a name");
        audits.grade(drawn.getFirst().id(), Audits.Grade.INADEQUATE, "No voice of the child", "auditor");
        assertThat(audits.samples())
                .extracting(Audits.Sample::name, Audits.Sample::drawn, Audits.Sample::graded)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("March", 1, 1));
        assertThat(audits.summary("March")).isEqualTo("0 good, 0 requiring improvement, 1 inadequate");
    }

    @Test
    void a_recommendation_is_measured_by_a_live_query_and_closes_only_with_evidence() {
        Recommendations tracker = world.get(Recommendations.class);
        long id = tracker.add(
                "Reduce delays",
                "2018 inspection",
                LocalDate.of(2026, 9, 2),
                Recommendations.Measure.EXHIBITS_WAITING,
                "ACC",
                "ACC");
        world.exhibits.bookIn("OP-9", "A/1", "examiner");

        assertThat(tracker.read(Recommendations.Measure.EXHIBITS_WAITING).words())
                .isEqualTo("1 exhibit waiting for examination");
        assertThatThrownBy(() -> tracker.close(id, "ACC")).hasMessageContaining("no evidence");
        tracker.evidence(id, "Triage kit bought", "ACC");
        tracker.close(id, "ACC");
        assertThat(tracker.list().getFirst().closedAt()).isNotNull();
        assertThatThrownBy(() -> tracker.evidence(id, "more", "ACC")).hasMessageContaining("it is closed");
        assertThatThrownBy(() -> tracker.add("x", "y", null, Recommendations.Measure.EXHIBITS_WAITING, "ACC", "ACC"))
                .hasMessage("Recommendation, due: is missing");
    }
}
