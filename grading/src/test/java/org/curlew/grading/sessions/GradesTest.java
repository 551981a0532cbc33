package org.curlew.grading.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.grading.media.Samples.found;
import static org.curlew.grading.media.Samples.illegal;
import static org.curlew.grading.media.Samples.picture;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.curlew.grading.media.Match;
import org.curlew.grading.media.Media;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradesTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String A = picture("a").sha256();
    private static final String B = picture("b").sha256();

    private final Grades grades =
            new Grades(DATABASE.jdbc(), DATABASE.transactions(), new Schemes(), new Ledger(DATABASE.dataSource()));
    private final WorkList workList = new WorkList(DATABASE.jdbc(), DATABASE.transactions());
    private final Sessions sessions = new Sessions(DATABASE.jdbc());
    private final Media media = new Media(DATABASE.dataSource(), DATABASE.transactions());
    private long caseId;
    private long exhibitId;

    @BeforeEach
    void a_case_with_an_exhibit() {
        String operation = "OP-" + System.nanoTime();
        exhibitId = new Exhibits(DATABASE.dataSource())
                .bookIn(operation, "ABC/1", "examiner")
                .id();
        caseId = DATABASE.jdbc()
                .sql("select case_id from exhibit where id = ?")
                .param(exhibitId)
                .query(Long.class)
                .single();
        media.record(exhibitId, Stream.of(found("a", "/a.jpg"), found("b", "/b.jpg")));
    }

    @Test
    void what_needs_no_eyes_is_not_listed_but_a_near_match_is_and_comes_first() {
        Match near = new Match("Force set", "1", Match.ILLEGAL, "uk-2014", 1, Match.NEAR);
        Match good = new Match("Good", "1", Match.KNOWN_GOOD, null, null, "sha256");
        media.record(
                exhibitId,
                Stream.of(
                        found("plain", "/p"),
                        found("illegal", "/i", illegal()),
                        found("near", "/n", near),
                        found("good", "/g", good)));

        assertThat(workList.ungraded(caseId, exhibitId, 10))
                .extracting(WorkList.Item::sha256)
                .containsExactly(picture("near").sha256(), picture("plain").sha256());
        assertThat(workList.remaining(caseId, null)).isEqualTo(2);
    }

    @Test
    void a_graded_media_leaves_the_list() {
        grades.append(by("ann", "A"), List.of(A));

        assertThat(workList.ungraded(caseId, null, 10))
                .extracting(WorkList.Item::sha256)
                .containsExactly(B);
    }

    @Test
    void the_same_grade_again_adds_nothing() {
        grades.append(by("ann", "A"), List.of(A));

        assertThat(grades.append(by("ann", "A"), List.of(A, B))).isEqualTo(new Grades.Outcome(1, 1, 0, 0));
        assertThat(grades.history(caseId, A)).hasSize(1);
    }

    @Test
    void a_change_of_mind_without_a_reason_is_refused_and_changes_nothing() {
        grades.append(by("ann", "A"), List.of(A));

        assertThatThrownBy(() -> grades.append(by("ann", "B"), List.of(A, B)))
                .isInstanceOf(GradingException.class)
                .hasMessageContaining("needs a reason");
        assertThat(grades.history(caseId, B)).isEmpty();
    }

    @Test
    void a_change_of_mind_with_a_reason_is_a_further_grade() {
        grades.append(by("ann", "A"), List.of(A));
        grades.append(by("ann", "B", Grading.Basis.VIEWED, "looked again in full size"), List.of(A));

        assertThat(grades.history(caseId, A)).extracting(Grade::code).containsExactly("A", "B");
        assertThat(grades.standing(caseId, A, "uk-2014").orElseThrow().code()).isEqualTo("B");
        assertThat(grades.openConflicts(caseId)).isEmpty();
    }

    @Test
    void another_graders_different_grade_opens_a_conflict_and_nothing_stands() {
        grades.append(by("ann", "A"), List.of(A, B));

        Grades.Outcome second = grades.append(by("bob", "B"), List.of(A));

        assertThat(second.conflictsOpened()).isEqualTo(1);
        assertThat(grades.openConflicts(caseId)).extracting(Conflict::sha256).containsExactly(A);
        assertThat(grades.standing(caseId, A, "uk-2014")).isEmpty();
        assertThat(grades.standing(caseId, B, "uk-2014")).isPresent();
    }

    @Test
    void agreement_closes_the_conflict() {
        grades.append(by("ann", "A"), List.of(A));
        grades.append(by("bob", "B"), List.of(A));

        Grades.Outcome agreed = grades.append(by("bob", "A", Grading.Basis.VIEWED, "Ann is right"), List.of(A));

        assertThat(agreed.conflictsClosed()).isEqualTo(1);
        assertThat(grades.standing(caseId, A, "uk-2014").orElseThrow().code()).isEqualTo("A");
    }

    @Test
    void a_third_person_adjudicates_and_a_party_cannot() {
        grades.append(by("ann", "A"), List.of(A));
        grades.append(by("bob", "B"), List.of(A));

        assertThatThrownBy(() -> grades.append(by("bob", "A", Grading.Basis.ADJUDICATION, "mine"), List.of(A)))
                .isInstanceOf(GradingException.class)
                .hasMessageContaining("person who has not graded it");
        Grades.Outcome decided =
                grades.append(by("cay", "B", Grading.Basis.ADJUDICATION, "sentencing guideline"), List.of(A));

        assertThat(decided.conflictsClosed()).isEqualTo(1);
        assertThat(grades.standing(caseId, A, "uk-2014").orElseThrow().grader()).isEqualTo("cay");
        assertThat(grades.history(caseId, A)).hasSize(3);
    }

    @Test
    void a_grade_that_differs_from_the_adjudicated_one_opens_a_new_conflict() {
        grades.append(by("ann", "A"), List.of(A));
        grades.append(by("bob", "B"), List.of(A));
        grades.append(by("cay", "B", Grading.Basis.ADJUDICATION, "guideline"), List.of(A));

        assertThat(grades.append(by("dee", "B"), List.of(A)).conflictsOpened()).isZero();
        assertThat(grades.append(by("eve", "C"), List.of(A)).conflictsOpened()).isEqualTo(1);
    }

    @Test
    void a_class_the_scheme_does_not_have_is_refused_with_those_it_has() {
        assertThatThrownBy(() -> grades.append(by("ann", "Z"), List.of(A)))
                .isInstanceOf(GradingException.class)
                .hasMessageContaining("A, B, C, PROHIBITED");
    }

    @Test
    void a_grade_keeps_the_number_and_the_version_its_scheme_had() {
        grades.append(by("ann", "b"), List.of(A));

        assertThat(grades.history(caseId, A)).singleElement().satisfies(grade -> {
            assertThat(grade.code()).isEqualTo("B");
            assertThat(grade.number()).isEqualTo(2);
            assertThat(grade.schemeVersion()).isEqualTo(1);
        });
    }

    @Test
    void an_act_of_grading_is_one_entry_of_the_ledger_and_a_refused_one_is_none() {
        long before = entries();
        grades.append(by("ann", "A"), List.of(A, B));
        assertThatThrownBy(() -> grades.append(by("ann", "B"), List.of(A))).isInstanceOf(GradingException.class);
        grades.append(by("ann", "A"), List.of(A));

        assertThat(entries() - before).isEqualTo(1);
    }

    private static long entries() {
        return DATABASE.jdbc()
                .sql("select count(*) from ledger_pending where kind = 'GRADED'")
                .query(Long.class)
                .single();
    }

    @Test
    void two_schemes_are_never_compared() {
        grades.append(by("ann", "A"), List.of(A));
        Grading american = new Grading(caseId, "vics-us", "1", "bob", null, Grading.Basis.VIEWED, "");

        assertThat(grades.append(american, List.of(A)).conflictsOpened()).isZero();
    }

    @Test
    void media_of_another_case_cannot_be_graded() {
        String stray = picture("nowhere").sha256();

        assertThatThrownBy(() -> grades.append(by("ann", "A"), List.of(A, stray)))
                .isInstanceOf(GradingException.class)
                .hasMessageContaining(stray);
        assertThat(grades.history(caseId, A)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update grade set code = 'C'",
                "delete from grade",
                "truncate grade cascade",
                "delete from grade_conflict",
                "update grade_conflict set opened_by = closed_by"
            })
    void the_database_itself_refuses_to_alter_what_was_graded(String attack) {
        grades.append(by("ann", "A"), List.of(A));
        grades.append(by("bob", "B"), List.of(A));
        grades.append(by("cay", "B", Grading.Basis.ADJUDICATION, "guideline"), List.of(A));

        assertThatThrownBy(() -> DATABASE.jdbc().sql(attack).update()).hasMessageContaining("evidence");
    }

    @Test
    void a_session_is_named_by_its_grades_and_ends_once() {
        Sessions.Session session = sessions.start(caseId, "ann");
        grades.append(new Grading(caseId, "uk-2014", "A", "ann", session.id(), Grading.Basis.VIEWED, ""), List.of(A));

        Sessions.Session first = sessions.end(session.id(), "break");
        Sessions.Session again = sessions.end(session.id(), "end of day");

        assertThat(first.endedAt()).isNotNull();
        assertThat(again).isEqualTo(first);
        assertThat(grades.history(caseId, A)).extracting(Grade::sessionId).containsExactly(session.id());
    }

    @Test
    void a_session_that_ended_or_is_somebody_elses_takes_no_grades() {
        Sessions.Session session = sessions.start(caseId, "ann");
        Grading others = new Grading(caseId, "uk-2014", "A", "bob", session.id(), Grading.Basis.VIEWED, "");
        assertThatThrownBy(() -> grades.append(others, List.of(A))).hasMessageContaining("not yours");

        sessions.end(session.id(), "break");

        Grading late = new Grading(caseId, "uk-2014", "A", "ann", session.id(), Grading.Basis.VIEWED, "");
        assertThatThrownBy(() -> grades.append(late, List.of(A))).hasMessageContaining("has ended");
        assertThat(grades.history(caseId, A)).isEmpty();
    }

    // A plan that grows with the square of the items took 90 s here; the promise is 2 s on a quiet machine.
    @Test
    @Timeout(20)
    void ten_thousand_items_take_one_act() {
        media.record(exhibitId, IntStream.range(0, 10_000).mapToObj(i -> found("bulk" + i, "/" + i)));
        List<String> all = workList.ungraded(caseId, null, 20_000).stream()
                .map(WorkList.Item::sha256)
                .toList();

        assertThat(grades.append(by("ann", "A", Grading.Basis.STACK, ""), all).appended())
                .isEqualTo(10_000);
        assertThat(grades.append(by("bob", "B", Grading.Basis.STACK, ""), all).conflictsOpened())
                .isEqualTo(10_000);
        assertThat(workList.remaining(caseId, null)).isZero();
    }

    private Grading by(String grader, String code) {
        return by(grader, code, Grading.Basis.VIEWED, "");
    }

    private Grading by(String grader, String code, Grading.Basis basis, String reason) {
        return new Grading(caseId, "uk-2014", code, grader, null, basis, reason);
    }
}
