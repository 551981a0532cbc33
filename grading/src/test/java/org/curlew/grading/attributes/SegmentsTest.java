package org.curlew.grading.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.curlew.grading.media.FoundMedia;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Samples;
import org.curlew.grading.sessions.Grade;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SegmentsTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String FILM = Samples.content("film", "video/mp4").sha256();

    private final Grades grades =
            new Grades(DATABASE.jdbc(), DATABASE.transactions(), new Schemes(), new Ledger(DATABASE.dataSource()));
    private final Segments segments = new Segments(DATABASE.jdbc(), DATABASE.transactions(), new Schemes(), grades);
    private long caseId;

    @BeforeEach
    void a_film() {
        String operation = "OP-" + System.nanoTime();
        Exhibits exhibits = new Exhibits(DATABASE.dataSource());
        long phone = exhibits.bookIn(operation, "ABC/1", "examiner").id();
        new Media(DATABASE.dataSource(), DATABASE.transactions())
                .record(
                        phone,
                        Stream.of(new FoundMedia(Samples.content("film", "video/mp4"), Samples.at("/film.mp4"), null)));
        caseId = exhibits.findCase(operation).orElseThrow();
    }

    @Test
    void a_milder_part_does_not_lower_what_the_grader_said_of_the_whole() {
        whole("A", "");
        part("C", 0);

        assertThat(stands()).isEqualTo("A");
    }

    @Test
    void a_graver_part_raises_the_whole_and_taking_it_back_leaves_the_gravest_of_what_was_said() {
        whole("C", "");
        long worst = part("A", 0);
        long worse = part("B", 5_000);
        assertThat(stands()).isEqualTo("A");

        takeBack(worst);
        assertThat(stands()).as("the other part").isEqualTo("B");

        takeBack(worse);
        assertThat(stands()).as("the grade of the whole").isEqualTo("C");
    }

    @Test
    void with_its_last_part_a_film_that_was_graded_by_parts_alone_is_ungraded() {
        long only = part("A", 0);

        takeBack(only);

        assertThat(grades.standing(caseId, FILM, "uk-2014")).isEmpty();
        assertThat(grades.history(caseId, FILM))
                .as("nothing is erased")
                .singleElement()
                .satisfies(g -> assertThat(g.takenBackAt()).isNotNull());
    }

    @Test
    void a_later_word_on_the_whole_is_not_overruled_when_a_part_is_taken_back() {
        long part = part("C", 0);
        whole("B", "seen in full");

        takeBack(part);

        assertThat(stands()).isEqualTo("B");
    }

    @Test
    void another_graders_parts_decide_nothing_for_mine_and_what_differs_is_a_conflict() {
        part("C", 0);
        segments.add(grading("B", "bob", ""), FILM, 0, 1_000);

        assertThat(grades.openConflicts(caseId)).hasSize(1);
        assertThat(grades.history(caseId, FILM))
                .extracting(Grade::grader, Grade::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ann", "C"),
                        org.assertj.core.groups.Tuple.tuple("bob", "B"));
    }

    private String stands() {
        return grades.standing(caseId, FILM, "uk-2014").orElseThrow().code();
    }

    private void whole(String code, String reason) {
        grades.append(grading(code, "ann", reason), List.of(FILM));
    }

    private long part(String code, long start) {
        return segments.add(grading(code, "ann", ""), FILM, start, start + 1_000)
                .id();
    }

    private void takeBack(long part) {
        segments.withdraw(new Segments.Withdrawal(caseId, "uk-2014", FILM, part, "ann", "wrong times"));
    }

    private Grading grading(String code, String grader, String reason) {
        return new Grading(caseId, "uk-2014", code, grader, null, Grading.Basis.VIEWED, reason);
    }
}
