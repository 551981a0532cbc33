package org.curlew.grading.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.curlew.grading.media.Samples.found;
import static org.curlew.grading.media.Samples.picture;

import java.util.List;
import java.util.stream.Stream;
import org.curlew.grading.agreement.Agreement;
import org.curlew.grading.agreement.SecondGrading;
import org.curlew.grading.media.Media;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A slip is taken back by an act of its own: the grade stays on record and counts for nothing. */
class TakenBackTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String SCHEME = "uk-2014";
    private static final String A = picture("a").sha256();
    private static final String B = picture("b").sha256();

    private final Ledger ledger = new Ledger(DATABASE.dataSource());
    private final Grades grades = new Grades(DATABASE.jdbc(), DATABASE.transactions(), new Schemes(), ledger);
    private final WorkList work = new WorkList(DATABASE.jdbc(), DATABASE.transactions());
    private long caseId;

    @BeforeEach
    void a_case_with_two_pictures() {
        String operation = "OP-" + System.nanoTime();
        Exhibits exhibits = new Exhibits(DATABASE.dataSource());
        long exhibit = exhibits.bookIn(operation, "ABC/1", "examiner").id();
        caseId = exhibits.findCase(operation).orElseThrow();
        new Media(DATABASE.dataSource(), DATABASE.transactions())
                .record(exhibit, Stream.of(found("a", "/a.jpg"), found("b", "/b.jpg")));
    }

    @Test
    void what_was_taken_back_needs_eyes_again_and_its_next_grade_needs_no_reason() {
        assertThat(listed()).containsExactly(A, B);
        grade("ann", "A", A);
        assertThat(listed()).containsExactly(B);

        assertThat(takeBack("ann", A).appended()).isEqualTo(1);

        assertThat(listed()).as("in its old place").containsExactly(A, B);
        assertThat(work.progress(caseId)).isEqualTo(new WorkList.Progress(2, 0, 0, 2));
        assertThat(work.remaining(caseId, null)).isEqualTo(2);
        assertThat(grades.standing(caseId, A, SCHEME)).isEmpty();
        assertThat(grade("ann", "B", A).appended()).isEqualTo(1);
        assertThat(grades.standing(caseId, A, SCHEME))
                .get()
                .extracting(Grade::code)
                .isEqualTo("B");
        assertThat(grades.history(caseId, A))
                .extracting(Grade::code, g -> g.takenBackAt() != null)
                .containsExactly(tuple("A", true), tuple("B", false));
    }

    @Test
    void every_earlier_word_of_the_grader_goes_with_the_last_one() {
        grade("ann", "A", A);
        grades.append(new Grading(caseId, SCHEME, "B", "ann", null, Grading.Basis.VIEWED, "looked again"), List.of(A));
        takeBack("ann", A);
        assertThat(grades.standing(caseId, A, SCHEME)).isEmpty();
    }

    @Test
    void nobody_takes_back_what_another_said_or_what_was_never_said_and_nothing_is_done_by_halves() {
        grade("ann", "A", A);
        assertThatThrownBy(() -> takeBack("bob", A)).hasMessageContaining("Only a grade of one's own");
        assertThatThrownBy(() -> takeBack("ann", A, B)).hasMessageContaining("nothing was changed");
        assertThat(grades.standing(caseId, A, SCHEME)).isPresent();
        takeBack("ann", A);
        assertThatThrownBy(() -> takeBack("ann", A)).as("once is enough").isInstanceOf(GradingException.class);
    }

    @Test
    void a_conflict_ends_when_what_differed_is_taken_back() {
        grade("ann", "A", A);
        assertThat(grade("bob", "C", A).conflictsOpened()).isEqualTo(1);
        assertThat(takeBack("bob", A).conflictsClosed()).isEqualTo(1);
        assertThat(grades.openConflicts(caseId)).isEmpty();
        assertThat(grades.standing(caseId, A, SCHEME))
                .get()
                .extracting(Grade::grader)
                .isEqualTo("ann");
        assertThat(outcomes()).containsExactly("TAKEN_BACK");
    }

    @Test
    void an_adjudication_that_is_taken_back_leaves_the_conflict_it_had_ended() {
        grade("ann", "A", A);
        grade("bob", "C", A);
        Grading decision = new Grading(caseId, SCHEME, "A", "cay", null, Grading.Basis.ADJUDICATION, "seen large");
        grades.append(decision, List.of(A));
        assertThat(takeBack("cay", A).conflictsOpened()).isEqualTo(1);
        assertThat(grades.openConflicts(caseId)).hasSize(1);
        assertThat(grades.append(decision, List.of(A)).conflictsClosed()).isEqualTo(1);
        assertThatThrownBy(() -> {
                    takeBack("ann", A);
                    grade("dee", "B", A);
                    grades.append(
                            new Grading(caseId, SCHEME, "B", "ann", null, Grading.Basis.ADJUDICATION, "why"),
                            List.of(A));
                })
                .as("who graded it once is no third person, even after taking it back")
                .hasMessageContaining("cannot be adjudicated by ann");
    }

    @Test
    void a_blind_second_grade_that_was_taken_back_is_given_anew_and_proves_nothing() {
        grade("ann", "A", A);
        grade("ann", "A", B);
        SecondGrading second = new SecondGrading(DATABASE.jdbc(), DATABASE.transactions(), grades, ledger);
        SecondGrading.Round round =
                second.draw(new SecondGrading.Draw(caseId, SCHEME, "ann", 0.95, 0.05, 7), "supervisor");
        second.grade(round.id(), List.of(A, B), "C", "bob", null);
        takeBack("bob", A);

        Agreement agreement = new Agreement(DATABASE.jdbc(), new Schemes());
        assertThat(agreement.report(round).done()).isEqualTo(1);
        assertThat(second.blindFor(caseId, A, "bob")).isTrue();
        assertThat(second.next(round.id(), "bob", 10))
                .extracting(SecondGrading.Item::sha256)
                .containsExactly(A);
        second.grade(round.id(), List.of(A), "A", "bob", null);
        assertThat(agreement.report(round)).extracting("done", "differing").containsExactly(2L, 1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update grade_withdrawal set reason = 'x'",
                "delete from grade_withdrawal",
                "truncate grade_withdrawal"
            })
    void the_database_refuses_to_alter_a_taking_back(String statement) {
        grade("ann", "A", A);
        takeBack("ann", A);
        assertThatThrownBy(() -> DATABASE.jdbc().sql(statement).update()).hasMessageContaining("evidence");
    }

    private List<String> listed() {
        return work.ungraded(caseId, null, 10).stream()
                .map(WorkList.Item::sha256)
                .toList();
    }

    private List<String> outcomes() {
        return DATABASE.jdbc()
                .sql("select outcome from grade_conflict where case_id = ?")
                .param(caseId)
                .query(String.class)
                .list();
    }

    private Grades.Outcome grade(String grader, String code, String item) {
        return grades.append(new Grading(caseId, SCHEME, code, grader, null, Grading.Basis.VIEWED, ""), List.of(item));
    }

    private Grades.Outcome takeBack(String grader, String... items) {
        return grades.takeBack(new Grades.TakingBack(caseId, SCHEME, grader, null, "a slip"), List.of(items));
    }
}
