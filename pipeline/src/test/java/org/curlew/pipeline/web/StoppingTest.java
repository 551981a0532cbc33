package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.curlew.grading.exposure.Exposure;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Samples;
import org.curlew.grading.proportionate.Proportionate;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.WorkList;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Leaving the rest ungraded with another person's consent, and letting a grader look on, each as pages. */
@WithServed
class StoppingTest {

    private static final int MEDIA = 300;

    private static Served served;

    /** Others keep what is ungraded on the sample device. */
    private static long caseId;

    @BeforeAll
    static void a_case_with_many_plain_pictures_and_a_grader_of_the_night() {
        served = Served.instance();
        Exhibits exhibits = served.get(Exhibits.class);
        long exhibit = exhibits.bookIn("OP-STOPPING", "STOP/1", "test").id();
        served.get(Media.class)
                .record(
                        exhibit,
                        IntStream.range(0, MEDIA).mapToObj(i -> Samples.found("stopping " + i, "/p/" + i + ".jpg")));
        caseId = exhibits.findCase("OP-STOPPING").orElseThrow();
        served.get(Accounts.class)
                .create("night-grader", "Nia Example", Set.of(Role.GRADER), Set.of(Viewer.EVERY_TEAM), "test");
    }

    @Test
    void the_rest_stays_ungraded_only_with_another_persons_consent_and_is_reported() {
        String page = "/cases/" + caseId + "/proportionate";
        Visitor grader = served.signedIn("grader");
        assertThat(grader.get(page).body())
                .contains("Draw the sample", "the Crown Prosecution Service has published none of these numbers")
                .doesNotContainIgnoringCase("CPS policy");
        assertThat(grader.post(page, Map.of("policy", "no such policy", "seed", "7"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(grader.post(page, Map.of("policy", "sample-the-rest", "seed", "7"))
                        .statusCode())
                .isEqualTo(302);
        Proportionate proportionate = served.get(Proportionate.class);
        Proportionate.Stop stop = proportionate.ofCase(caseId).getLast();
        assertThat(grader.get(page).body()).contains("You proposed it yourself", "seed 7");

        String decision = "/proportionate/" + stop.id() + "/decision";
        Visitor supervisor = served.signedIn("supervisor");
        supervisor.get(page);
        assertThat(supervisor
                        .post(decision, Map.of("approve", "true", "reason", "enough"))
                        .body())
                .contains("are not graded");
        served.get(Grades.class)
                .append(
                        new Grading(caseId, "uk-2014", "NOT-ILLEGAL", "second-grader", null, Grading.Basis.VIEWED, ""),
                        proportionate.ungradedSample(stop.id()));
        assertThat(supervisor.get(page).body()).contains("Agree that the rest stays ungraded");
        assertThat(supervisor
                        .post(decision, Map.of("approve", "true", "reason", ""))
                        .body())
                .contains("needs a reason");
        assertThat(supervisor
                        .post(decision, Map.of("approve", "true", "reason", "nothing in the sample"))
                        .statusCode())
                .isEqualTo(302);
        long left = served.get(WorkList.class).progress(caseId).left();
        assertThat(supervisor.get(page).body())
                .contains("it was agreed to leave the rest so", "Left ungraded: " + left + " media", "seed 7");
        assertThat(acts("PROPORTIONATE_APPROVED")).isPositive();
    }

    @Test
    void a_supervisor_lets_somebody_else_look_on_with_a_reason_and_it_is_in_the_ledger() {
        Visitor supervisor = served.signedIn("supervisor");
        assertThat(supervisor.get("/look-on").body()).contains("Let them look on", "night-grader");
        assertThat(look(supervisor, "night-grader", "30", "")).contains("needs a reason");
        assertThat(look(supervisor, "night-grader", "241", "urgent")).contains("1 to 240 minutes");
        assertThat(look(supervisor, "supervisor", "30", "urgent")).contains("Nobody lets themselves look on");
        long before = acts("GRADER_LIMIT_OVERRIDDEN");

        look(supervisor, "night-grader", "30", "a child is at risk tonight");

        assertThat(acts("GRADER_LIMIT_OVERRIDDEN")).isEqualTo(before + 1);
        assertThat(supervisor.get("/look-on").body()).contains("a child is at risk tonight");
        assertThat(served.get(Exposure.class).overridesInForce())
                .extracting(Exposure.LookOn::grader)
                .contains("night-grader");
        assertThat(served.get(Exposure.class).allowance("night-grader").override())
                .isTrue();
        assertThat(served.signedIn("grader").get("/look-on").statusCode()).isEqualTo(403);
    }

    private static String look(Visitor supervisor, String grader, String minutes, String reason) {
        return supervisor
                .post("/look-on", Map.of("grader", grader, "minutes", minutes, "reason", reason))
                .body();
    }

    private static long acts(String kind) {
        return served.jdbc().sql("""
                        select (select count(*) from ledger_entry where kind = ?)
                             + (select count(*) from ledger_pending where kind = ?)
                        """).params(kind, kind).query(Long.class).single();
    }
}
