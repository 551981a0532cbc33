package org.curlew.grading.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.curlew.grading.media.Samples.found;

import java.util.List;
import java.util.stream.IntStream;
import org.curlew.grading.media.Media;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.GradingException;
import org.curlew.grading.sessions.WorkList;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondGradingTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private final Ledger ledger = new Ledger(DATABASE.dataSource());
    private final Grades grades = new Grades(DATABASE.jdbc(), DATABASE.transactions(), new Schemes(), ledger);
    private final SecondGrading second = new SecondGrading(DATABASE.jdbc(), DATABASE.transactions(), grades, ledger);
    private final Agreement agreement = new Agreement(DATABASE.jdbc(), new Schemes());
    private long caseId;

    @BeforeEach
    void ann_graded_two_hundred_pictures() {
        String operation = "OP-" + System.nanoTime();
        long exhibit = new Exhibits(DATABASE.dataSource())
                .bookIn(operation, "ABC/1", "examiner")
                .id();
        caseId = DATABASE.jdbc()
                .sql("select case_id from exhibit where id = ?")
                .param(exhibit)
                .query(Long.class)
                .single();
        new Media(DATABASE.dataSource(), DATABASE.transactions())
                .record(exhibit, IntStream.range(0, 200).mapToObj(i -> found("p" + i, "/" + i)));
        List<String> all = new WorkList(DATABASE.jdbc(), DATABASE.transactions())
                .ungraded(caseId, null, 300).stream().map(WorkList.Item::sha256).toList();
        grade("ann", "C", all.subList(0, 100));
        grade("ann", "NOT-ILLEGAL", all.subList(100, 200));
    }

    @Test
    void the_sample_follows_from_the_confidence_and_can_be_drawn_again() {
        SecondGrading.Round round = second.draw(draw(0.05, 42), "vio");
        SecondGrading.Round again = second.draw(draw(0.05, 42), "vio");
        SecondGrading.Round other = second.draw(draw(0.05, 43), "vio");

        assertThat(round.population()).isEqualTo(200);
        assertThat(round.size()).isEqualTo(Sampling.size(200, 0.05, 0.95));
        assertThat(ids(again)).isEqualTo(ids(round)).hasSize(round.size());
        assertThat(ids(other)).isNotEqualTo(ids(round));
    }

    @Test
    void the_first_grader_is_shown_nothing_and_may_not_grade_a_second_time() {
        SecondGrading.Round round = second.draw(draw(0.05, 1), "vio");
        String item = ids(round).getFirst();

        assertThat(second.next(round.id(), "ann", 100)).isEmpty();
        assertThat(second.next(round.id(), "ANN", 100)).isEmpty();
        assertThatThrownBy(() -> second.grade(round.id(), List.of(item), "C", "Ann", null))
                .isInstanceOf(GradingException.class);
        assertThat(second.blindFor(caseId, item, "bob")).isTrue();
        assertThat(second.blindFor(caseId, item, "ann")).isFalse();
    }

    @Test
    void a_look_is_blind_until_it_is_graded_and_a_difference_is_a_conflict() {
        SecondGrading.Round round = second.draw(draw(0.05, 1), "vio");
        String item = ids(round).getFirst();

        Grades.Outcome outcome = second.grade(round.id(), List.of(item), "A", "bob", null);

        assertThat(outcome.conflictsOpened()).isEqualTo(1);
        assertThat(second.blindFor(caseId, item, "bob")).isFalse();
        assertThat(ids(round)).doesNotContain(item).hasSize(round.size() - 1);
        assertThatThrownBy(() -> second.grade(round.id(), List.of(item), "A", "cay", null))
                .hasMessageContaining("has its second grade");
    }

    @Test
    void who_was_shown_the_first_grade_is_no_blind_grader_of_it_neither_before_nor_after_taking_theirs_back() {
        SecondGrading.Round round = second.draw(draw(0.05, 1), "vio");
        String before = ids(round).get(0);
        String after = ids(round).get(1);
        String slip = ids(round).get(2);

        second.shown(caseId, List.of(before), "Bob");
        second.grade(round.id(), List.of(after), "A", "bob", null);
        second.shown(caseId, List.of(after), "bob");
        takeBack("bob", after);
        second.grade(round.id(), List.of(slip), "A", "bob", null);
        takeBack("bob", slip);

        assertThat(ids(round)).as("somebody else may").contains(before, after, slip);
        assertThat(second.next(round.id(), "bob", 1000))
                .extracting(SecondGrading.Item::sha256)
                .as("a slip that was taken back at once is given anew")
                .contains(slip)
                .doesNotContain(before, after);
        assertThatThrownBy(() -> second.grade(round.id(), List.of(after), "C", "BOB", null))
                .hasMessageContaining("its grades were shown to them");
        assertThat(second.blindFor(caseId, before, "bob"))
                .as("nothing is left to hide")
                .isFalse();
    }

    @Test
    void looking_for_grades_where_nobody_gave_one_makes_nobody_less_blind() {
        SecondGrading.Round round = second.draw(draw(0.05, 1), "vio");
        String item = ids(round).getFirst();
        second.shown(caseId, List.of(item), "ann");

        assertThat(DATABASE.jdbc()
                        .sql("select count(*) from grade_shown where case_id = ?")
                        .param(caseId)
                        .query(Long.class)
                        .single())
                .as("her own grade is the only one")
                .isZero();
    }

    @Test
    void what_lies_outside_the_round_is_refused_and_nothing_is_stored() {
        SecondGrading.Round round = second.draw(draw(0.5, 1), "vio");
        String inside = ids(round).getFirst();
        String outside = new java.util.ArrayList<>(ids(second.draw(draw(0.001, 1), "vio")))
                .stream().filter(i -> !ids(round).contains(i)).findFirst().orElseThrow();

        assertThatThrownBy(() -> second.grade(round.id(), List.of(inside, outside), "C", "bob", null))
                .hasMessageContaining("not of the round");
        assertThat(grades.history(caseId, inside)).hasSize(1);
    }

    @Test
    void the_report_gives_kappa_and_how_much_may_still_be_wrong() {
        SecondGrading.Round round = second.draw(draw(0.05, 7), "vio");
        List<String> items = ids(round);
        for (String item : items) {
            String same = grades.standing(caseId, item, "uk-2014").orElseThrow().code();
            second.grade(round.id(), List.of(item), item.equals(items.getFirst()) ? "B" : same, "bob", null);
        }

        Agreement.RoundReport report = agreement.report(round);

        assertThat(report.complete()).isTrue();
        assertThat(report.differing()).isEqualTo(1);
        assertThat(report.atMost()).isEqualTo(Sampling.upperBound(items.size(), 1, 0.95), within(1e-12));
        assertThat(report.pairs()).singleElement().satisfies(pair -> {
            assertThat(pair.first()).isEqualTo("ann");
            assertThat(pair.second()).isEqualTo("bob");
            assertThat(pair.overall().kappa()).isBetween(0.9, 1.0);
            assertThat(pair.overall().items()).isEqualTo(items.size());
            assertThat(pair.byCategory().get("B").observed()).isLessThan(1);
        });
        assertThat(agreement.fleiss(caseId, "uk-2014", 2).get("").items()).isEqualTo(items.size());
    }

    @Test
    void adjudication_by_a_third_feeds_both_graders_records() {
        SecondGrading.Round round = second.draw(draw(0.05, 7), "vio");
        String item = ids(round).getFirst();
        String same = grades.standing(caseId, item, "uk-2014").orElseThrow().code();
        String decided = same.equals("C") ? "B" : "C";
        String first = "ann-" + caseId;
        second.grade(round.id(), List.of(item), decided, "bob" + caseId, null);
        grades.append(
                new Grading(caseId, "uk-2014", decided, "cay", null, Grading.Basis.ADJUDICATION, "guideline"),
                List.of(item));

        Agreement.GraderRecord bob = agreement.record("bob" + caseId, "uk-2014");

        assertThat(bob.compared()).isEqualTo(1);
        assertThat(bob.adjudicated()).isEqualTo(1);
        assertThat(bob.upheld()).isEqualTo(1);
        assertThat(bob.months()).singleElement().satisfies(m -> assertThat(m.milder() + m.graver())
                .isZero());
        assertThat(agreement.record(first, "uk-2014").compared()).isZero();
    }

    @Test
    void what_two_people_graded_already_is_not_drawn() {
        List<String> some = ids(second.draw(draw(0.05, 1), "vio"));
        grade("bob", "C", some);

        assertThat(second.draw(draw(0.05, 1), "vio").population()).isEqualTo(200 - some.size());
    }

    private void takeBack(String grader, String item) {
        grades.takeBack(new Grades.TakingBack(caseId, "uk-2014", grader, null, "slip"), List.of(item));
    }

    private SecondGrading.Draw draw(double tolerated, long seed) {
        return new SecondGrading.Draw(caseId, "uk-2014", "ann", 0.95, tolerated, seed);
    }

    private List<String> ids(SecondGrading.Round round) {
        return second.next(round.id(), "nobody", 1000).stream()
                .map(SecondGrading.Item::sha256)
                .toList();
    }

    private void grade(String grader, String code, List<String> items) {
        grades.append(new Grading(caseId, "uk-2014", code, grader, null, Grading.Basis.VIEWED, ""), items);
    }
}
