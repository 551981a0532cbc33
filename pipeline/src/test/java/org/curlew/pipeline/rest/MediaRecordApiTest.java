package org.curlew.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.curlew.grading.agreement.SecondGrading;
import org.curlew.grading.media.Camera;
import org.curlew.grading.media.Content;
import org.curlew.grading.media.FoundMedia;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Samples;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.WithServed;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What was said of media over REST: attributes and parts of a video, and nothing of it for whoever is to grade blind. */
@WithServed
class MediaRecordApiTest {

    private static Served served;
    private static long caseId;
    private static String grading;
    private static final String PICTURE = Samples.picture("mr-1").sha256();
    private static final String FILM = Samples.picture("mr-film").sha256();

    @BeforeAll
    static void a_case_with_pictures_and_a_film() {
        served = Served.instance();
        Exhibits exhibits = served.get(Exhibits.class);
        long exhibit = exhibits.bookIn("OP-MEDIA-RECORD", "MR/1", "test").id();
        Content film = Samples.picture("mr-film");
        served.get(Media.class)
                .record(
                        exhibit,
                        Stream.of(
                                Samples.found("mr-1", "/1.jpg"),
                                Samples.found("mr-blind", "/2.jpg"),
                                new FoundMedia(
                                        new Content(
                                                film.sha256(),
                                                film.md5(),
                                                film.sha1(),
                                                film.size(),
                                                "video/mp4",
                                                Camera.NONE,
                                                null,
                                                null),
                                        Samples.at("/film.mp4"),
                                        null)));
        caseId = exhibits.findCase("OP-MEDIA-RECORD").orElseThrow();
        grading = "/api/v1/cases/" + caseId + "/grading";
    }

    @Test
    void attributes_stand_beside_the_grade_with_author_and_basis_and_everything_said_stays() {
        Script grader = Script.of(served, "grader");
        String of = "{\"media\":[\"" + PICTURE + "\"],";

        assertThat(grader.send("POST", grading + "/attributes", of + "\"name\":\"ACCESSIBLE\",\"value\":\"no\"}")
                        .statusCode())
                .as("accessible or not needs its basis")
                .isEqualTo(422);
        assertThat(grader.send(
                                "POST",
                                grading + "/attributes",
                                of + "\"name\":\"ACCESSIBLE\",\"value\":\"no\",\"basis\":\"no viewer on the phone\"}")
                        .statusCode())
                .isEqualTo(200);
        grader.send("POST", grading + "/attributes", of + "\"name\":\"PSEUDO_PHOTOGRAPH\",\"value\":\"yes\"}");
        grader.send("POST", grading + "/attributes", of + "\"name\":\"PSEUDO_PHOTOGRAPH\",\"value\":\"no\"}");
        assertThat(grader.send("POST", grading + "/attributes", of + "\"value\":\"no\"}")
                        .statusCode())
                .isEqualTo(422);

        JsonNode said = Script.json(grader.get(grading + "/media/" + PICTURE + "/attributes"));
        assertThat(said.size()).isEqualTo(3);
        assertThat(said.get(0).get("basis").asString()).isEqualTo("no viewer on the phone");
        assertThat(said.get(0).get("author").asString()).isEqualTo("grader");
        assertThat(said.get(2).get("value").asString()).isEqualTo("no");
        assertThat(Script.json(grader.get(grading + "/media/" + PICTURE + "/grades"))
                        .size())
                .as("an attribute is no grade")
                .isZero();
    }

    @Test
    void a_film_is_graded_by_its_parts_and_has_the_gravest_of_them() {
        Script grader = Script.of(served, "grader");
        String parts = grading + "/media/" + FILM + "/segments";
        assertThat(grader.send("POST", parts, "{\"code\":\"C\",\"startMs\":0,\"endMs\":4000}")
                        .statusCode())
                .isEqualTo(201);
        JsonNode worse = Script.json(grader.send("POST", parts, "{\"code\":\"B\",\"startMs\":4000,\"endMs\":9000}"));
        assertThat(grader.send("POST", parts, "{\"code\":\"B\",\"startMs\":9000,\"endMs\":9000}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(lastGrade(grader)).isEqualTo("B");

        String back = parts + "/" + worse.get("id").asLong() + "/taken-back";
        assertThat(grader.send("POST", back, "{}").statusCode())
                .as("needs its reason")
                .isEqualTo(422);
        assertThat(Script.of(served, "second-grader")
                        .send("POST", back, "{\"reason\":\"not mine\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(grader.send("POST", back, "{\"reason\":\"wrong times\"}").statusCode())
                .isEqualTo(200);
        assertThat(lastGrade(grader)).isEqualTo("C");
        assertThat(Script.json(grader.get(parts)).size()).isEqualTo(1);
    }

    @Test
    void who_is_still_to_grade_blind_sees_nothing_that_was_said_before() {
        Script first = Script.of(served, "grader");
        Script second = Script.of(served, "second-grader");
        String blind = Samples.picture("mr-blind").sha256();
        first.send("POST", grading + "/grades", "{\"code\":\"A\",\"media\":[\"" + blind + "\"]}");
        String record = grading + "/media/" + blind;
        assertThat(Script.of(served, "outsider").get(record + "/grades").body()).contains("\"A\"");
        SecondGrading rounds = served.get(SecondGrading.class);
        long round = rounds.draw(new SecondGrading.Draw(caseId, "uk-2014", "grader", 0.95, 0.05, 1), "supervisor")
                .id();

        for (String hidden : new String[] {"/grades", "/attributes", "/segments"}) {
            assertThat(second.get(record + hidden).statusCode()).as(hidden).isEqualTo(422);
            assertThat(second.get(record + hidden).body())
                    .as(hidden)
                    .contains("blind second grade")
                    .doesNotContain("\"A\"");
            assertThat(first.get(record + hidden).statusCode()).as(hidden).isEqualTo(200);
        }

        assertThat(rounds.next(round, "outsider", 1_000))
                .extracting(SecondGrading.Item::sha256)
                .as("who looked before the round was drawn gives no blind grade")
                .doesNotContain(blind);
        rounds.grade(round, java.util.List.of(blind), "B", "second-grader", null);
        assertThat(Script.json(second.get(record + "/grades")).size()).isEqualTo(2);
        assertThat(Script.json(second.get(grading + "/conflicts")).get("items").size())
                .isEqualTo(1);
    }

    private static String lastGrade(Script grader) {
        JsonNode history = Script.json(grader.get(grading + "/media/" + FILM + "/grades"));
        return history.get(history.size() - 1).get("code").asString();
    }
}
