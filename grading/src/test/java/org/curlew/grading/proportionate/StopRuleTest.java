package org.curlew.grading.proportionate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Samples;
import org.curlew.grading.policy.GradingRules;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.GradingException;
import org.curlew.grading.sessions.WorkList;
import org.curlew.grading.victims.FirstGeneration;
import org.curlew.grading.victims.WorkOrder;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.rules.RuleBook;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the rest of a case may stay ungraded: the shipped policy wants 50 of class A, 100 of B, 200 of C, and names no other class. */
class StopRuleTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String SCHEME = "uk-2014";
    private static final List<String> SUPERVISOR = List.of("POLIT_SUPERVISOR");

    private final Ledger ledger = new Ledger(DATABASE.dataSource());
    private final Schemes schemes = new Schemes();
    private final RuleBook rules = new RuleBook(DATABASE.jdbc(), Clock.systemUTC(), ledger);
    private final Grades grades = new Grades(DATABASE.jdbc(), DATABASE.transactions(), schemes, ledger);
    private final WorkList work = new WorkList(DATABASE.jdbc(), DATABASE.transactions());
    private final Proportionate proportionate = new Proportionate(
            DATABASE.jdbc(),
            DATABASE.transactions(),
            rules,
            schemes,
            work,
            new WorkOrder(work, new FirstGeneration(DATABASE.jdbc(), new Snapshots(DATABASE.jdbc()))),
            ledger,
            Clock.systemUTC());
    private String operation;
    private long caseId;
    private Proportionate.Stop stop;
    private List<String> sample;

    @BeforeEach
    void a_sample_of_a_case_of_three_hundred_plain_pictures() {
        operation = "OP-" + System.nanoTime();
        Exhibits exhibits = new Exhibits(DATABASE.dataSource());
        long phone = exhibits.bookIn(operation, "ABC/1", "examiner").id();
        new Media(DATABASE.dataSource(), DATABASE.transactions())
                .record(phone, IntStream.range(0, 300).mapToObj(i -> Samples.found("p" + i, "/p/" + i + ".jpg")));
        caseId = exhibits.findCase(operation).orElseThrow();
        stop = proportionate.propose(caseId, SCHEME, "sample-the-rest", 7, "ann");
        sample = proportionate.ungradedSample(stop.id());
        assertThat(sample).hasSizeBetween(100, 299);
    }

    @Test
    void a_class_that_the_sample_holds_must_have_reached_its_number() {
        grade("ann", "A", sample.subList(0, 49));
        grade("ann", "NOT-ILLEGAL", sample.subList(49, sample.size()));
        refused("The sample holds class A, of which 49 of 50 are graded");

        List<String> outside = work.ungraded(caseId, null, 1).stream()
                .map(WorkList.Item::sha256)
                .toList();
        assertThat(sample).doesNotContainAnyElementsOf(outside);
        grade("ann", "A", outside);

        assertThat(approve().remainder()).isEqualTo(300 - sample.size() - 1);
        assertThat(proportionate.statements(caseId)).singleElement().satisfies(said -> assertThat(said)
                .contains(
                        "Left ungraded: " + (300 - sample.size() - 1) + " media",
                        "seed 7",
                        "approved by sue",
                        "sample of " + sample.size() + " of 300")
                .doesNotContainIgnoringCase("CPS policy"));
    }

    @Test
    void media_that_came_after_the_sample_was_drawn_are_not_left_ungraded_by_it() {
        grade("ann", "NOT-ILLEGAL", sample);
        found("late", "/late.jpg");

        refused("1 media came to the case after the sample");
        assertThat(proportionate
                        .decide(stop.id(), false, "a further phone", "sue", SUPERVISOR)
                        .approved())
                .isFalse();
    }

    @Test
    void what_is_graded_first_is_asked_for_again_when_it_is_decided() {
        grade("ann", "NOT-ILLEGAL", sample);
        DATABASE.jdbc()
                .sql(
                        "update occurrence set match_role = 'illegal', match_kind = 'pdq' where sha256 = ? and exhibit_id in"
                                + " (select id from exhibit where case_id = ?)")
                .params(
                        HexFormat.of()
                                .parseHex(work.ungraded(caseId, null, 1)
                                        .getFirst()
                                        .sha256()),
                        caseId)
                .update();

        refused("1 ungraded media resemble known illegal ones");
    }

    @Test
    void a_class_outside_of_the_sample_stops_nothing() {
        grade("ann", "NOT-ILLEGAL", sample);
        grade("ann", "A", List.of(work.ungraded(caseId, null, 1).getFirst().sha256()));

        assertThat(approve().approved()).isTrue();
    }

    @Test
    void a_class_of_which_no_number_is_enough_means_grade_on() {
        grade("ann", "PROHIBITED", sample.subList(0, 1));
        grade("ann", "NOT-ILLEGAL", sample.subList(1, sample.size()));

        refused("no number is enough");
    }

    @Test
    void graders_who_differ_on_a_media_of_the_sample_stop_it_and_a_refusal_needs_no_rule() {
        grade("ann", "NOT-ILLEGAL", sample);
        grade("bob", "C", sample.subList(0, 1));

        refused("have it adjudicated first");
        assertThat(proportionate
                        .decide(stop.id(), false, "too many differ", "sue", SUPERVISOR)
                        .approved())
                .isFalse();
        assertThatThrownBy(this::approve).hasMessageContaining("was decided by sue");
        assertThat(proportionate.statements(caseId)).isEmpty();
    }

    @Test
    void a_policy_that_claims_to_be_the_prosecutors_is_no_rule() {
        assertThat(rules.inForce(GradingRules.KIND, GradingRules.class).problems())
                .isEmpty();
        for (String claim : List.of(
                "Grading stopped as CPS policy allows.",
                "Grading stopped under the policy of the CPS.",
                "Stopped as the Crown Prosecution Service asks.",
                "Stopped by the Crown Prosecutors' rules.")) {
            assertThat(saying(claim).problems())
                    .as(claim)
                    .singleElement()
                    .asString()
                    .contains("must not claim to be CPS policy");
        }
    }

    private GradingRules saying(String statement) {
        GradingRules shipped = rules.inForce(GradingRules.KIND, GradingRules.class);
        GradingRules.Policy policy = shipped.policy("sample-the-rest");
        return new GradingRules(
                shipped.version(),
                shipped.basis(),
                shipped.exposure(),
                shipped.display(),
                shipped.secondGrading(),
                shipped.agreement(),
                shipped.upload(),
                List.of(new GradingRules.Policy(
                        policy.id(),
                        policy.title(),
                        policy.gradeFirst(),
                        policy.confidence(),
                        policy.tolerated(),
                        policy.enough(),
                        policy.approver(),
                        statement,
                        policy.mark())));
    }

    private void found(String text, String path) {
        long further = new Exhibits(DATABASE.dataSource())
                .bookIn(operation, "ABC/2", "examiner")
                .id();
        new Media(DATABASE.dataSource(), DATABASE.transactions()).record(further, Stream.of(Samples.found(text, path)));
    }

    private void grade(String grader, String code, List<String> media) {
        grades.append(new Grading(caseId, SCHEME, code, grader, null, Grading.Basis.VIEWED, ""), media);
    }

    private Proportionate.Stop approve() {
        return proportionate.decide(stop.id(), true, "nothing more to expect", "sue", SUPERVISOR);
    }

    private void refused(String words) {
        assertThatThrownBy(this::approve).isInstanceOf(GradingException.class).hasMessageContaining(words);
        assertThat(proportionate.get(stop.id()).approved()).isNull();
    }
}
