package org.curlew.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.curlew.grading.exposure.Exposure;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Samples;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.GraderTime;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.Visitor;
import org.curlew.pipeline.web.WithServed;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Ways to look and grade that do not go through the gallery are time with media all the same. */
@WithServed
class TimeWithMediaTest {

    private static Served served;
    private static long caseId;
    private static GraderTime time;

    @BeforeAll
    static void a_case_with_pictures() {
        served = Served.instance();
        Exhibits exhibits = served.get(Exhibits.class);
        long exhibit = exhibits.bookIn("OP-TIME", "TI/1", "test").id();
        served.get(Media.class)
                .record(exhibit, IntStream.range(0, 9).mapToObj(i -> Samples.found("time " + i, "/" + i + ".jpg")));
        caseId = exhibits.findCase("OP-TIME").orElseThrow();
        time = new GraderTime(served, caseId);
    }

    @Test
    void a_picture_asked_for_by_its_address_is_counted_once_and_none_is_sent_in_a_break() {
        Visitor grader = grader("time-address");
        grader.get(picture(0));
        grader.get(picture(0));
        grader.get(picture(1));
        assertThat(time.acts("time-address")).containsExactly("SHOWN", "SHOWN");

        time.lookedFor("time-address", Duration.ofMinutes(51), sha256(0));
        assertThat(grader.get(picture(2)).statusCode()).isEqualTo(422);
        assertThat(grader.get(picture(1) + "?large=true&colour=true").statusCode())
                .as("nor in colour")
                .isEqualTo(422);
        assertThat(time.acts("time-address")).doesNotContain("COLOURED");
        assertThat(grader.get(picture(0)).statusCode())
                .as("also of what was shown")
                .isEqualTo(422);
    }

    @Test
    void a_grade_in_a_break_is_kept_and_the_break_begins_anew() {
        Visitor grader = grader("time-break");
        grader.get("/grading/" + caseId);
        time.lookedFor("time-break", Duration.ofMinutes(51), sha256(0));
        Instant before = breakUntil("time-break");
        assertThat(grader.post("/grading/" + caseId + "/grades", Map.of("code", "C", "items", sha256(3)))
                        .statusCode())
                .isEqualTo(302);

        assertThat(time.acts("time-break")).endsWith("GRADED");
        assertThat(breakUntil("time-break")).isAfter(before);
        assertThat(grader.get("/grading/" + caseId).body()).contains("Time for a break");
    }

    @Test
    void a_grade_given_over_the_interface_is_time_with_media() {
        grader("time-script");
        Script script = Script.of(served, "time-script");
        assertThat(script.send(
                                "POST",
                                "/api/v1/cases/" + caseId + "/grading/grades",
                                "{\"code\":\"C\",\"media\":[\"" + sha256(4) + "\"]}")
                        .statusCode())
                .isLessThan(300);

        assertThat(time.acts("time-script")).containsExactly("GRADED");
    }

    @Test
    void a_grader_reads_their_own_figures_by_session_by_day_and_by_week() {
        Visitor grader = grader("time-own");
        grader.get("/grading/" + caseId);
        Script script = Script.of(served, "time-own");

        assertThat(period(script, "sessions")).startsWith("session ");
        assertThat(period(script, "days")).matches("\\d{4}-\\d{2}-\\d{2}");
        assertThat(period(script, "weeks")).matches("\\d{4}-W\\d{2}");
    }

    @Test
    void a_break_ends_the_session_and_what_follows_is_another() {
        Visitor grader = grader("time-session");
        grader.get("/grading/" + caseId);
        time.lookedFor("time-session", Duration.ofMinutes(51), sha256(0));
        grader.get("/grading/" + caseId);
        grader.get("/grading/" + caseId);

        assertThat(served.jdbc().sql("""
                                select e.session_id is not null from grading_session s
                                left join grading_session_end e on e.session_id = s.id where s.grader = 'time-session'
                                """).query(Boolean.class).list())
                .as("ended, and none begins while there is a break")
                .containsExactly(true);
    }

    private static String period(Script script, String by) {
        JsonNode lines = Script.json(script.get("/api/v1/exposure/own/" + by));
        assertThat(lines.size()).isPositive();
        return lines.get(0).get("period").asString();
    }

    private static Visitor grader(String name) {
        served.person(name, "Time Example", Set.of(Role.GRADER), Set.of(Viewer.EVERY_TEAM));
        return served.signedIn(name);
    }

    private static Instant breakUntil(String grader) {
        return served.get(Exposure.class).allowance(grader).breakUntil();
    }

    private static String picture(int i) {
        return "/grading/" + caseId + "/pictures/" + sha256(i);
    }

    private static String sha256(int i) {
        return Samples.picture("time " + i).sha256();
    }
}
