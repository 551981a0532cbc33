package org.curlew.triage.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.curlew.triage.reviews.Review.Action;
import org.curlew.triage.reviews.Review.Answer;
import org.curlew.triage.reviews.Review.Decision;
import org.curlew.triage.reviews.ReviewGap.Place;
import org.curlew.triage.rules.RuleFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Practice 3.5: what may close a 28-day review, and the quality flag that sends a closed one to audit. */
class QualityTest {

    private static final ReviewRules RULES =
            RuleFiles.read("reviews.yaml", RuleFiles.shipped("reviews.yaml"), ReviewRules.class);
    private static final String CHILD = "The child was seen at home by the social worker";
    private static final String DEVICE = "The phone still awaits examination";
    private static final List<Action> ACTIONS = List.of(new Action("Visit", "DC", LocalDate.of(2026, 3, 9)));

    private final Quality quality = new Quality(RULES);

    private static Map<String, Answer> answers(String ofChildren, String ofTheRest) {
        Map<String, Answer> answers = new HashMap<>();
        RULES.parts().forEach(p -> p.questions()
                .keySet()
                .forEach(q -> answers.put(
                        p.number() + "." + q,
                        Answer.of(RULES.childParts().contains(p.number()) ? ofChildren : ofTheRest))));
        return answers;
    }

    private List<Place> missing(Map<String, Answer> answers, Decision decision, List<Action> actions) {
        return quality.missing(answers, decision, actions).stream()
                .map(ReviewGap::place)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Decision.class)
    void only_a_case_that_goes_on_needs_an_action(Decision decision) {
        assertThat(missing(answers(CHILD, CHILD), decision, ACTIONS)).isEmpty();
        assertThat(missing(answers(CHILD, CHILD), decision, List.of()))
                .isEqualTo(decision == Decision.CONTINUE ? List.of(Place.ACTIONS) : List.of());
    }

    @Test
    void without_a_decision_no_review_closes() {
        assertThat(missing(answers(CHILD, CHILD), null, ACTIONS)).containsExactly(Place.DECISION);
        assertThat(missing(answers(CHILD, CHILD), null, List.of())).containsExactly(Place.DECISION);
    }

    @ParameterizedTest(name = "what {0}, owner {1}, due {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, DC, 2026-03-09",
                "' ', DC, 2026-03-09",
                "Visit, none, 2026-03-09",
                "Visit, ' ', 2026-03-09",
                "Visit, DC, none"
            })
    void an_action_has_words_an_owner_and_a_date(String what, String owner, LocalDate due) {
        Action incomplete = new Action(what, owner, due);
        assertThat(missing(answers(CHILD, CHILD), Decision.NFA, List.of(ACTIONS.getFirst(), incomplete)))
                .containsExactly(Place.ACTIONS);
        assertThat(missing(answers(CHILD, CHILD), Decision.CONTINUE, List.of(incomplete, incomplete)))
                .as("each is named")
                .containsExactly(Place.ACTIONS, Place.ACTIONS);
    }

    @ParameterizedTest(name = "text {0}, no change {1}, reason {2}: closes {3}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, false, none, false",
                "' ', false, none, false",
                "x, false, none, true",
                "x, true, none, false",
                "x, true, ' ', false",
                "none, true, asked on Monday, true"
            })
    void no_change_needs_a_reason_and_any_other_answer_words(String text, boolean same, String reason, boolean closes) {
        Map<String, Answer> answers = answers(CHILD, CHILD);
        answers.put("7.checks", new Answer(text, same, reason));

        assertThat(missing(answers, Decision.NFA, ACTIONS).isEmpty()).isEqualTo(closes);
    }

    @Test
    void a_question_nobody_touched_is_blank() {
        Map<String, Answer> answers = answers(CHILD, CHILD);
        answers.remove("10.views");

        assertThat(quality.missing(answers, Decision.NFA, ACTIONS))
                .singleElement()
                .satisfies(gap -> {
                    assertThat(gap.part()).isEqualTo(10);
                    assertThat(gap.question()).isEqualTo("views");
                    assertThat(gap.text()).endsWith("is blank");
                });
    }

    @ParameterizedTest(name = "{0}: closes {1}")
    @CsvSource({
        "The phone still awaits examination, false",
        "Nothing to report, false",
        "The child waits for the phone, false",
        "The child and her mother were visited about the phone, true",
        "The child was seen, true"
    })
    void what_is_said_of_children_must_speak_more_of_people_than_of_devices(String text, boolean closes) {
        assertThat(missing(answers(text, DEVICE), Decision.NFA, ACTIONS).isEmpty())
                .isEqualTo(closes);
    }

    @Test
    void one_part_about_a_child_is_enough_and_a_part_about_another_matter_or_no_change_is_not() {
        Map<String, Answer> answers = answers(DEVICE, CHILD);
        assertThat(missing(answers, Decision.NFA, ACTIONS)).hasSize(1);
        answers.replaceAll((q, a) -> q.matches("[1-4]\\..*") ? Answer.noChange(CHILD) : a);
        assertThat(missing(answers, Decision.NFA, ACTIONS)).hasSize(1);
        answers.put("4.agencies", Answer.of(CHILD));
        assertThat(missing(answers, Decision.NFA, ACTIONS)).isEmpty();
    }

    @Test
    void device_delay_is_not_named_while_something_is_blank() {
        Map<String, Answer> answers = answers(DEVICE, DEVICE);
        answers.put("1.seen", Answer.of(" "));

        assertThat(missing(answers, Decision.NFA, ACTIONS)).containsExactly(Place.QUESTION);
    }

    @Test
    void a_review_that_names_only_exhibits_goes_to_audit_and_the_reasons_of_no_change_are_read_too() {
        assertThat(quality.flag(answers(DEVICE, DEVICE), null)).isEqualTo("names only exhibits");
        assertThat(quality.flag(answers(CHILD, DEVICE), null)).isEqualTo("names only exhibits");
        assertThat(quality.flag(answers(CHILD, CHILD), null)).isNull();
        Map<String, Answer> unchanged = answers(CHILD, CHILD);
        unchanged.replaceAll((q, a) -> Answer.noChange(CHILD));
        assertThat(quality.flag(unchanged, null)).isNull();
        unchanged.replaceAll((q, a) -> Answer.noChange(DEVICE));
        assertThat(quality.flag(unchanged, null)).isEqualTo("names only exhibits");
    }

    @Test
    void a_review_is_flagged_from_the_share_that_the_rules_name() {
        Map<String, Answer> last = Map.of("1.seen", Answer.of("The child was seen at home on Monday"));
        Map<String, Answer> next = Map.of("1.seen", Answer.of("The child was seen at home on Friday"));
        double alike = Quality.similarity(
                last.get("1.seen").text() + "\n", next.get("1.seen").text() + "\n");

        assertThat(alike).isBetween(0.3, 0.7);
        assertThat(flagging(alike).flag(next, last)).startsWith("repeats the last review (");
        assertThat(flagging(Math.nextUp(alike)).flag(next, last)).isNull();
        assertThat(quality.flag(last, last)).isEqualTo("repeats the last review (100 % alike)");
    }

    private static Quality flagging(double from) {
        return new Quality(new ReviewRules(
                RULES.version(),
                RULES.basis(),
                RULES.mark(),
                RULES.parts(),
                RULES.childParts(),
                new ReviewRules.Similarity(from, RULES.mark()),
                RULES.forensicWords(),
                RULES.personWords(),
                RULES.defaultSlotsPerWorkingDay()));
    }

    @ParameterizedTest(name = "{0} / {1}: {2} of {3}")
    @CsvSource({
        "a b c d, a b c d, 1, 1",
        "a b c d, a b c e, 1, 7",
        "a b c d, e f g h, 0, 8",
        "a b c, 'A, b; C.', 1, 1",
        "a, a, 1, 1",
        "a b, b, 1, 2",
        "'', '', 0, 1",
        "a b c d e, b c d e, 4, 5"
    })
    void likeness_is_the_share_of_common_runs_of_three_words(String one, String other, double shared, double all) {
        assertThat(Quality.similarity(one, other)).isEqualTo(shared / all);
    }

    @Property(tries = 200)
    void likeness_is_the_same_both_ways_and_whole_only_for_the_same_runs(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 12) String one,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 12) String other) {
        String a = String.join(" ", one.split(""));
        String b = String.join(" ", other.split(""));

        assertThat(Quality.similarity(a, b)).isEqualTo(Quality.similarity(b, a)).isBetween(0.0, 1.0);
        assertThat(Quality.similarity(a, a)).isEqualTo(1);
    }
}
