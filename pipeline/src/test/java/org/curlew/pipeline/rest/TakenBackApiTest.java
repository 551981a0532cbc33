package org.curlew.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Samples;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.WithServed;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A grade taken back over REST: an act of its own, by who gave it, once. */
@WithServed
class TakenBackApiTest {

    private static Served served;
    private static String grading;

    @BeforeAll
    static void a_case_with_two_pictures() {
        served = Served.instance();
        Exhibits exhibits = served.get(Exhibits.class);
        long exhibit = exhibits.bookIn("OP-TAKEN-BACK", "TB/1", "test").id();
        served.get(Media.class)
                .record(exhibit, Stream.of(Samples.found("tb-1", "/1.jpg"), Samples.found("tb-2", "/2.jpg")));
        grading = "/api/v1/cases/" + exhibits.findCase("OP-TAKEN-BACK").orElseThrow() + "/grading";
    }

    @Test
    void the_grade_stays_on_record_the_media_comes_back_and_nobody_elses_is_touched() {
        Script grader = Script.of(served, "grader");
        String sha256 = Samples.picture("tb-1").sha256();
        String media = "\"media\":[\"" + sha256 + "\"]";
        assertThat(grader.send("POST", grading + "/grades", "{\"code\":\"C\"," + media + "}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(Script.json(grader.get(grading + "/media")).size()).isEqualTo(1);

        String back = "{" + media + ",\"reason\":\"wrong key\"}";
        HttpResponse<String> others = Script.of(served, "second-grader").send("POST", grading + "/taken-back", back);
        assertThat(others.statusCode()).isEqualTo(422);
        HttpResponse<String> own = grader.send("POST", grading + "/taken-back", back, "Idempotency-Key", "tb-1");
        assertThat(own.statusCode()).as(own.body()).isEqualTo(201);
        assertThat(grader.send("POST", grading + "/taken-back", back, "Idempotency-Key", "tb-1")
                        .body())
                .as("a request that comes twice is one act")
                .isEqualTo(own.body());

        assertThat(Script.json(grader.get(grading + "/media")).size()).isEqualTo(2);
        JsonNode history = Script.json(grader.get(grading + "/media/" + sha256 + "/grades"));
        assertThat(history.size()).isEqualTo(1);
        assertThat(history.get(0).get("takenBackAt").isNull()).isFalse();
        assertThat(grader.send("POST", grading + "/taken-back", back).statusCode())
                .as("there is nothing left to take back")
                .isEqualTo(422);
    }
}
