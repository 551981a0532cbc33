package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.curlew.triage.reviews.Reviews;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A form that is refused says so in its title, and each line of the summary leads to the field it is about. */
@WithServed
class RefusalsTest {

    private static final Pattern LINK = Pattern.compile("govuk-error-summary__list\">(.*?)</ul>", Pattern.DOTALL);
    private static final Pattern TARGET = Pattern.compile("href=\"([^\"]*)#([^\"]+)\"");

    private static Served served;

    @BeforeAll
    static void serve() {
        served = Served.instance();
    }

    @Test
    void an_exhibit_that_cannot_be_booked_in() {
        Visitor examiner = served.signedIn("examiner");
        examiner.get("/book-in");
        assertThat(targets(examiner.post("/book-in", Map.of()))).containsExactly("#caseReference");
        assertThat(targets(examiner.post("/book-in", Map.of("caseReference", "OP-SAMPLE"))))
                .containsExactly("#exhibitReference");
        assertThat(targets(examiner.post(
                        "/book-in",
                        Map.of("caseReference", "OP-SAMPLE", "exhibitReference", "DEMO/1", "kind", "phone"))))
                .containsExactly("#exhibitReference");
        assertThat(targets(examiner.post(
                        "/book-in", Map.of("caseReference", "OP-REFUSED", "exhibitReference", "A/1", "kind", "phone"))))
                .containsExactly("#offence");
        assertThat(targets(examiner.post(
                        "/book-in",
                        Map.of(
                                "caseReference",
                                "OP-SAMPLE",
                                "exhibitReference",
                                "A/2",
                                "kind",
                                "phone",
                                "imei",
                                "12"))))
                .containsExactly("#imei");
    }

    @Test
    void an_exhibit_whose_refusal_names_its_field_otherwise_than_the_form() {
        Visitor examiner = served.signedIn("examiner");
        examiner.get("/book-in");
        Map<String, String> form = Map.of("caseReference", "OP-SAMPLE", "exhibitReference", "A/4", "kind", "phone");
        assertThat(targets(examiner.post("/book-in", with(form, "capacityGb", "0"))))
                .containsExactly("#capacityGb");
        assertThat(targets(examiner.post("/book-in", with(form, "seizedAt", "2099-01-01T10:00"))))
                .containsExactly("#seizedAt");
        assertThat(targets(examiner.post("/book-in", with(form, "kind", "")))).containsExactly("#kind");
    }

    @Test
    void a_number_written_with_its_unit_is_no_missing_page() {
        Visitor examiner = served.signedIn("examiner");
        examiner.get("/book-in");
        HttpResponse<String> answer = examiner.post("/book-in", Map.of("capacityGb", "64 GB"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Form, capacityGb: is not a number; write digits alone, without a unit.")
                .doesNotContain("There is nothing at this address", "64 GB");
        assertThat(examiner.get("/exhibits/words").statusCode()).isEqualTo(404);
    }

    private static Map<String, String> with(Map<String, String> form, String field, String value) {
        Map<String, String> changed = new HashMap<>(form);
        changed.put(field, value);
        return changed;
    }

    @Test
    void an_exhibit_seized_in_the_hour_that_the_clocks_leap_over_is_not_booked_in_an_hour_later() {
        Visitor examiner = served.signedIn("examiner");
        examiner.get("/book-in");
        HttpResponse<String> answer = examiner.post(
                "/book-in",
                Map.of(
                        "caseReference",
                        "OP-SAMPLE",
                        "exhibitReference",
                        "A/3",
                        "kind",
                        "phone",
                        "seizedAt",
                        "2026-03-29T01:30"));
        assertThat(targets(answer)).containsExactly("#seizedAt");
        assertThat(answer.body()).contains("2026-03-29 01:30 does not exist: the clocks go forward");
    }

    @Test
    void an_act_that_lacks_its_words() {
        Visitor supervisor = served.signedIn("supervisor");
        String path = "/cases/" + served.teamCase() + "/record/strategy";
        supervisor.get(path);
        HttpResponse<String> answer = supervisor.post(path, Map.of());
        List<String> targets = targets(answer);
        assertThat(targets).isNotEmpty();
        for (String target : targets) {
            String field = target.substring(1);
            assertThat(answer.body())
                    .as("the message at the field, and the field that names it")
                    .contains("id=\"" + field + "-error\"")
                    .containsPattern("aria-describedby=\"[^\"]*" + field + "-error\"");
        }
    }

    @Test
    void a_review_with_parts_missing() {
        Visitor supervisor = served.signedIn("supervisor");
        Reviews reviews = served.get(Reviews.class);
        long caseId = served.jdbc()
                .sql("select id from case_file where reference = 'SAMPLE-052'")
                .query(Long.class)
                .single();
        long review = reviews.open(caseId)
                .orElseGet(() -> reviews.start(caseId, "supervisor"))
                .id();
        supervisor.get("/reviews/" + review);
        HttpResponse<String> answer = supervisor.post("/reviews/" + review + "/sign", Map.of());
        List<String> targets = targets(answer);
        assertThat(targets).contains("#decision").hasSizeGreaterThan(12);
        String first = targets.getFirst();
        assertThat(first).startsWith("/reviews/" + review + "/parts/1#text-");
        assertThat(supervisor.get(first.substring(0, first.indexOf('#'))).body())
                .contains("id=\"" + first.substring(first.indexOf('#') + 1) + "\"");
    }

    @Test
    void a_review_that_is_not_signed_keeps_the_decision_and_the_actions_that_were_typed() {
        Visitor supervisor = served.signedIn("supervisor");
        Reviews reviews = served.get(Reviews.class);
        long caseId = served.jdbc()
                .sql("select id from case_file where reference = 'SAMPLE-052'")
                .query(Long.class)
                .single();
        long review = reviews.open(caseId)
                .orElseGet(() -> reviews.start(caseId, "supervisor"))
                .id();
        supervisor.get("/reviews/" + review);
        HttpResponse<String> answer = supervisor.post(
                "/reviews/" + review + "/sign",
                Map.of("decision", "CONTINUE", "owner-1", "DC Example", "due-1", "2026-13-01"));
        assertThat(targets(answer))
                .as("an action without its words is not left out")
                .contains("#what-0")
                .doesNotContain("#decision");
        assertThat(answer.body())
                .containsPattern("value=\"CONTINUE\"[^>]*checked|checked[^>]*value=\"CONTINUE\"")
                .contains("value=\"DC Example\"");
    }

    /** Where the lines of the summary lead to; those on the same page are there. */
    private static List<String> targets(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("<title>Error: ");
        MatchResult summary = LINK.matcher(answer.body()).results().findFirst().orElseThrow();
        List<String> targets = TARGET.matcher(summary.group(1))
                .results()
                .map(m -> m.group(1) + "#" + m.group(2))
                .toList();
        assertThat(targets).filteredOn(t -> t.startsWith("#")).allSatisfy(t -> assertThat(answer.body())
                .contains("id=\"" + t.substring(1) + "\""));
        return targets;
    }
}
