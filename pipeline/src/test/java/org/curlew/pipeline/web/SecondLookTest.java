package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.curlew.grading.agreement.SecondGrading;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.WorkList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Second grading without sight of the first, conflicts, taking back and revealing, each as pages of the grader. */
@WithServed
class SecondLookTest {

    private static Served served;
    private static long caseId;
    private static String sha256;

    @BeforeAll
    static void one_media_has_the_grade_of_one_person() {
        served = Served.instance();
        caseId = served.exhibitCase();
        sha256 = served.get(WorkList.class)
                .ungraded(caseId, null, 10_000)
                .getLast()
                .sha256();
        served.get(Grades.class)
                .append(
                        new Grading(caseId, "uk-2014", "EXTREME", "grader", null, Grading.Basis.VIEWED, "first look"),
                        List.of(sha256));
    }

    @Test
    void a_second_person_grades_blind_and_a_third_decides_what_differs() {
        Visitor second = served.signedIn("second-grader");
        second.get("/grading/" + caseId + "/second");
        assertThat(second.post("/grading/" + caseId + "/second", Map.of()).statusCode())
                .isEqualTo(302);
        SecondGrading rounds = served.get(SecondGrading.class);
        long round = rounds.rounds(caseId).getFirst().id();
        String item = inThisRoundAlone(rounds, round);
        String gallery = "/second-grading/" + round;
        assertThat(second.get("/grading/" + caseId + "/second").body())
                .contains("to grade blind", gallery)
                .as("how many differ would tell, one by one, what was said first")
                .contains("shown when you have graded yours");
        String blind = second.get(gallery).body();
        assertThat(blind).contains(item).doesNotContain("first look");
        assertThat(served.signedIn("grader").get(gallery).body())
                .as("who graded it first does not grade it again")
                .doesNotContain(item);

        String first = served.jdbc()
                .sql("select code from grade where encode(sha256, 'hex') = ? order by id desc limit 1")
                .param(item)
                .query(String.class)
                .single();
        String other = first.equals("C") ? "B" : "C";
        assertThat(second.post(gallery + "/grades", Map.of("items", item, "code", other))
                        .statusCode())
                .isEqualTo(302);

        String conflicts = "/grading/" + caseId + "/conflicts";
        assertThat(second.get(conflicts).body()).contains("You graded it yourself", "/pictures/" + item);
        assertThat(second.post(conflicts + "/" + item, Map.of("code", other, "reason", "I am sure"))
                        .statusCode())
                .as("a party decides nothing")
                .isEqualTo(422);
        second.post("/grading/" + caseId + "/taken-back", Map.of("items", item));
        assertThat(second.get(gallery).body())
                .as("who saw the other grade gives no blind one any more")
                .doesNotContain(item);
        rounds.grade(round, List.of(item), other, "another-second-grader", null);
        Visitor third = served.signedIn("outsider");
        assertThat(third.get(conflicts).body()).contains("/pictures/" + item, "Decide");
        assertThat(third.post(conflicts + "/" + item, Map.of("code", other, "reason", "Seen on a large screen"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(third.get(conflicts).body()).doesNotContain("/pictures/" + item);
    }

    /** What another round still asks the third person for is not shown to them as a conflict. */
    private static String inThisRoundAlone(SecondGrading rounds, long round) {
        Set<String> elsewhere = rounds.rounds(caseId).stream()
                .filter(r -> r.id() != round)
                .flatMap(r -> rounds.next(r.id(), "outsider", 10_000).stream())
                .map(SecondGrading.Item::sha256)
                .collect(Collectors.toSet());
        return rounds.next(round, "second-grader", 10_000).stream()
                .map(SecondGrading.Item::sha256)
                .filter(i -> !elsewhere.contains(i))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_grade_is_taken_back_as_an_act_of_its_own_and_only_by_who_gave_it() {
        Visitor grader = served.signedIn("grader");
        String page = "/grading/" + caseId;
        String mistaken = served.get(WorkList.class)
                .ungraded(caseId, null, 10_000)
                .getLast()
                .sha256();
        served.get(Grades.class)
                .append(
                        new Grading(caseId, "uk-2014", "EXTREME", "grader", null, Grading.Basis.VIEWED, "wrong key"),
                        List.of(mistaken));
        grader.get(page + "/second");
        assertThat(grader.post(page + "/taken-back", Map.of("items", mistaken)).statusCode())
                .isEqualTo(204);
        assertThat(acts("GRADE_TAKEN_BACK")).isPositive();
        long before = acts("GRADE_TAKEN_BACK");
        Visitor outsider = served.signedIn("outsider");
        outsider.get(page + "/second");
        String own =
                served.get(WorkList.class).ungraded(caseId, null, 1).getFirst().sha256();
        assertThat(outsider.post(page + "/taken-back", Map.of("items", own)).statusCode())
                .isEqualTo(422);
        assertThat(acts("GRADE_TAKEN_BACK")).isEqualTo(before);
    }

    @Test
    void a_picture_is_revealed_only_on_purpose_and_the_ledger_says_who_and_which() {
        Visitor grader = served.signedIn("grader");
        String picture = "/grading/" + caseId + "/pictures/" + sha256 + "?large=true";
        long before = acts("MEDIA_REVEALED");
        var blurred = grader.get(picture);
        assertThat(blurred.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(acts("MEDIA_REVEALED")).isEqualTo(before);
        grader.get(picture + "&reveal=true");
        assertThat(acts("MEDIA_REVEALED")).isEqualTo(before + 1);
    }

    private static long acts(String kind) {
        return served.jdbc().sql("""
                        select (select count(*) from ledger_entry where kind = ?)
                             + (select count(*) from ledger_pending where kind = ?)
                        """).params(kind, kind).query(Long.class).single();
    }
}
