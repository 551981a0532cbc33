package org.curlew.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.curlew.grading.agreement.SecondGrading;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Samples;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.WithServed;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How far graders agree, for the graders and who leads them; it tells nobody what they are still to grade blind. */
@WithServed
class AgreementApiTest {

    private static final String FIRST = "agree-first";
    private static final String SECOND = "agree-second";

    private static Served served;
    private static long caseId;

    @BeforeAll
    static void two_graders_and_a_case() {
        served = Served.instance();
        Exhibits exhibits = served.get(Exhibits.class);
        long exhibit = exhibits.bookIn("OP-AGREE", "AG/1", "test").id();
        served.get(Media.class)
                .record(exhibit, IntStream.range(0, 6).mapToObj(i -> Samples.found("agree " + i, "/" + i + ".jpg")));
        caseId = exhibits.findCase("OP-AGREE").orElseThrow();
        for (String name : List.of(FIRST, SECOND)) {
            served.person(name, "Agree Example", Set.of(Role.GRADER), Set.of(Viewer.EVERY_TEAM));
        }
    }

    @Test
    void a_round_says_nothing_to_who_is_still_to_grade_of_it_and_kappa_to_all_when_it_is_done() {
        List<String> media = IntStream.range(0, 6)
                .mapToObj(i -> Samples.picture("agree " + i).sha256())
                .toList();
        Grades grades = served.get(Grades.class);
        grades.append(grading("A"), media.subList(0, 3));
        grades.append(grading("C"), media.subList(3, 6));
        SecondGrading rounds = served.get(SecondGrading.class);
        long round = rounds.draw(new SecondGrading.Draw(caseId, "uk-2014", FIRST, 0.95, 0.05, 1), "supervisor")
                .id();
        Script second = Script.of(served, SECOND);
        String address = "/api/v1/cases/" + caseId + "/grading/rounds";

        rounds.grade(round, media.subList(0, 1), "B", SECOND, null);
        assertThat(Script.json(second.get(address)).get(0).get("yours").asInt()).isEqualTo(5);
        assertThat(Script.json(second.get(address)).get(0).get("shown").isNull())
                .as("one that differs after one grade says what the first was not")
                .isTrue();
        assertThat(Script.json(second.get("/api/v1/grading/own-record"))
                        .get("compared")
                        .asInt())
                .isZero();

        rounds.grade(round, media.subList(1, 3), "A", SECOND, null);
        rounds.grade(round, media.subList(3, 6), "C", SECOND, null);
        JsonNode shown = Script.json(second.get(address)).get(0).get("shown");
        assertThat(shown.get("differing").asInt()).isEqualTo(1);
        JsonNode pair = shown.get("pairs").get(0);
        // by hand: 5 of 6 agree; chance gives 1/2 * 1/3 + 1/2 * 1/2 = 5/12; (5/6 - 5/12) / (1 - 5/12) = 5/7
        assertThat(pair.get("overall").get("kappa").asDouble())
                .isCloseTo(5 / 7.0, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(pair.get("belowLeast").asBoolean()).isTrue();
        assertThat(pair.get("categories").get("PROHIBITED").get("kappa").isNull())
                .as("a class that nobody gave")
                .isTrue();
        assertThat(Script.json(second.get("/api/v1/grading/own-record"))
                        .get("agreed")
                        .asInt())
                .isEqualTo(5);

        Script supervisor = Script.of(served, "supervisor");
        assertThat(supervisor.get("/api/v1/grading/agreement").body()).contains(FIRST, SECOND, "belowLeast");
        JsonNode record = Script.json(supervisor.get("/api/v1/grading/records/" + FIRST));
        assertThat(record.get("compared").asInt()).isEqualTo(6);
        assertThat(record.get("months").get(0).get("graver").asInt()).isEqualTo(1);
        JsonNode fleiss = Script.json(supervisor.get("/api/v1/cases/" + caseId + "/grading/agreement?graders=2"));
        assertThat(fleiss.get("").get("items").asInt()).isEqualTo(6);
        assertThat(supervisor
                        .get("/api/v1/cases/" + caseId + "/grading/agreement?graders=1")
                        .statusCode())
                .isEqualTo(400);
    }

    private static Grading grading(String code) {
        return new Grading(caseId, "uk-2014", code, FIRST, null, Grading.Basis.VIEWED, "");
    }
}
