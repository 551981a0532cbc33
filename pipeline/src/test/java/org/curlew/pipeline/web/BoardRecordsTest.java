package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.triage.reviews.Audits;
import org.curlew.triage.reviews.Review;
import org.curlew.triage.reviews.Review.Action;
import org.curlew.triage.reviews.Review.Answer;
import org.curlew.triage.reviews.Review.Decision;
import org.curlew.triage.reviews.Reviews;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the board keeps of inspections and of its own audits: recommendations, and samples of reviews. */
@WithServed
class BoardRecordsTest {

    private static final String AUDITS = "/command/review-audits";

    private static Served served;
    private static Review signed;

    @BeforeAll
    static void a_review_is_signed() {
        served = Served.instance();
        Reviews reviews = served.get(Reviews.class);
        long caseId = served.teamCase();
        Review open = reviews.open(caseId).orElseGet(() -> reviews.start(caseId, "supervisor"));
        reviews.rules().parts().forEach(p -> p.questions()
                .keySet()
                .forEach(q -> reviews.answer(
                        open.id(),
                        p.number() + "." + q,
                        Answer.of("The child was seen at home by the social worker, " + p.name() + q),
                        "Sample")));
        signed = reviews.close(
                open.id(),
                Decision.CONTINUE,
                List.of(new Action("Visit again", "DC Example", LocalDate.of(2030, 1, 1))));
        Accounts accounts = served.get(Accounts.class);
        for (String name : List.of("board-all", "board-none")) {
            served.person(
                    name,
                    "Board Example",
                    java.util.Set.of(Role.COMMAND),
                    java.util.Set.of(name.equals("board-all") ? Viewer.EVERY_TEAM : "NOWHERE"));
        }
    }

    @Test
    void a_sample_of_reviews_is_drawn_read_and_graded_and_an_unseen_case_is_not_named() {
        Visitor board = served.signedIn("board-all");
        Map<String, String> asked = new HashMap<>(Map.of("sample", "", "sampling", "RANDOM", "number", "500"));
        asked.put("from", "2019-01-01");
        asked.put("to", "2035-12-31");
        assertThat(board.post(AUDITS, asked).body()).contains("Audit, sample: give it a name");
        asked.put("sample", "Board test");
        assertThat(board.post(AUDITS, asked).statusCode()).isEqualTo(302);
        assertThat(board.post(AUDITS, asked).body()).contains("was drawn already");

        Audits.Drawn drawn = served.get(Audits.class).drawn("Board test").stream()
                .filter(d -> d.reviewId() == signed.id())
                .findFirst()
                .orElseThrow();
        assertThat(board.get(AUDITS + "?sample=Board%20test").body())
                .contains("Board test: 0 good, 0 requiring improvement, 0 inadequate", "by " + signed.reviewer());
        assertThat(board.get(AUDITS + "?audit=" + drawn.id()).body())
                .contains("The child was seen at home by the social worker", "Grade the review");
        Map<String, String> grade = new HashMap<>(Map.of("audit", "" + drawn.id(), "grade", "INADEQUATE"));
        assertThat(board.post(AUDITS + "/grade", grade).body()).contains("Audit, findings: say what is to be better");
        grade.put("findings", "Nothing in the child's own words");
        assertThat(board.post(AUDITS + "/grade", grade).statusCode()).isEqualTo(302);
        assertThat(board.get(AUDITS + "?sample=Board%20test").body())
                .contains("1 inadequate", "Nothing in the child&#39;s own words");

        Visitor outside = served.signedIn("board-none");
        assertThat(outside.get(AUDITS + "?sample=Board%20test").body())
                .contains("of a case that is not open to you", "1 inadequate")
                .doesNotContain("Nothing in the child");
        assertThat(outside.get(AUDITS + "?audit=" + drawn.id()).body())
                .doesNotContain("The child was seen at home by the social worker");
        assertThat(served.jdbc().sql("""
                        select count(*) from (select kind from ledger_pending union all select kind from ledger_entry) l
                        where kind in ('REVIEW_AUDIT_DRAWN', 'REVIEW_AUDITED')
                        """).query(Long.class).single()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_recommendation_is_recorded_measured_and_closed_only_with_evidence() {
        Visitor command = served.signedIn("command");
        String page = "/command/recommendations";
        assertThat(command.get(page).body())
                .as("nothing is recorded yet, so the page says what to do")
                .contains("No recommendation is recorded yet: record the first one below");
        Map<String, String> asked = new HashMap<>(Map.of(
                "text", "Reduce delays in the unit within six months",
                "source", "2018 inspection",
                "measure", "EXHIBITS_WAITING",
                "owner", "ACC Example"));
        assertThat(command.post(page, asked).body()).contains("Recommendation, due: is missing");
        asked.put("due", "2026-12-31");
        assertThat(command.post(page, asked).statusCode()).isEqualTo(302);
        long id = served.jdbc()
                .sql("select max(id) from recommendation where owner = 'ACC Example'")
                .query(Long.class)
                .single();
        assertThat(command.get(page).body())
                .contains("Reduce delays in the unit within six months", "exhibits waiting for examination");
        assertThat(command.post(page + "/" + id + "/close", Map.of()).body()).contains("it has no evidence");
        assertThat(command.post(page + "/" + id + "/evidence", Map.of("line", "A triage kit was bought"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(command.post(page + "/" + id + "/close", Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(command.get(page).body()).contains("A triage kit was bought", "Closed ");
    }

    @Test
    void the_audits_are_reached_from_the_page_of_each_role_and_lead_back_to_it() {
        Visitor supervisor = served.signedIn("supervisor");
        assertThat(supervisor.get("/reviews").body()).contains("href=\"" + AUDITS + "\"");
        assertThat(supervisor.get(AUDITS).body()).contains("govuk-back-link\" href=\"/reviews\"");
        assertThat(served.signedIn("command").get(AUDITS).body()).contains("govuk-back-link\" href=\"/command\"");
    }
}
