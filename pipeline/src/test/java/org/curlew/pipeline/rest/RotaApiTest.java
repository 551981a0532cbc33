package org.curlew.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.curlew.grading.exposure.Welfare;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Samples;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.Visitor;
import org.curlew.pipeline.web.WithServed;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.Times;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The rota, and the welfare clock that keeps work from who missed an appointment. */
@WithServed
class RotaApiTest {

    private static Served served;
    private static long caseId;

    @BeforeAll
    static void a_case_with_a_picture() {
        served = Served.instance();
        Exhibits exhibits = served.get(Exhibits.class);
        long exhibit = exhibits.bookIn("OP-ROTA", "RO/1", "test").id();
        served.get(Media.class).record(exhibit, Stream.of(Samples.found("rota", "/1.jpg")));
        caseId = exhibits.findCase("OP-ROTA").orElseThrow();
        Accounts accounts = served.get(Accounts.class);
        for (String name : new String[] {"rota-new", "rota-late"}) {
            served.person(name, "Rota Example", Set.of(Role.GRADER), Set.of(Viewer.EVERY_TEAM));
        }
    }

    @Test
    void a_first_look_starts_the_welfare_clock_and_who_missed_an_appointment_is_given_nothing_until_it_is_kept() {
        String grader = "rota-new";
        Welfare welfare = served.get(Welfare.class);
        assertThat(welfare.due(grader)).isEmpty();
        served.signedIn(grader).get("/grading/" + caseId);
        served.signedIn(grader).get("/grading/" + caseId);
        Instant due = welfare.due(grader).orElseThrow();
        assertThat(due.atZone(Times.UK).toLocalDate())
                .isEqualTo(LocalDate.now(Times.UK).plusMonths(Welfare.MONTHS));
        assertThat(started(grader)).as("once").isEqualTo(1);
        Script supervisor = Script.of(served, "supervisor");
        assertThat(availability(supervisor, grader)).isEqualTo("AVAILABLE");

        // somebody who began seven months ago and never went
        String late = "rota-late";
        welfare.started(late, Instant.now().minus(Duration.ofDays(215)), "test");
        served.get(Obligations.class).tick();
        assertThat(availability(supervisor, late)).isEqualTo("WELFARE_FIRST");
        String allocations = "/api/v1/cases/" + caseId + "/grading/allocations";
        HttpResponse<String> refused = supervisor.send("POST", allocations, "{\"grader\":\"" + late + "\"}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("welfare appointment was missed");
        assertThat(supervisor
                        .send("POST", allocations, "{\"grader\":\"examiner\"}")
                        .statusCode())
                .as("no grader")
                .isEqualTo(422);

        Visitor lead = served.signedIn("welfare");
        assertThat(lead.get("/welfare").body()).contains(late + ": due ", "An appointment was kept");
        assertThat(lead.post("/welfare/appointments", Map.of("grader", late, "day", "tomorrow"))
                        .body())
                .contains("is no day");
        assertThat(lead.post("/welfare/appointments", Map.of("grader", "nobody", "day", "2026-01-05"))
                        .body())
                .contains("choose one of the list");
        assertThat(lead.post(
                                "/welfare/appointments",
                                Map.of(
                                        "grader",
                                        late,
                                        "day",
                                        LocalDate.now(Times.UK).toString()))
                        .statusCode())
                .isEqualTo(302);
        assertThat(availability(supervisor, late)).isEqualTo("AVAILABLE");
        JsonNode given = Script.json(
                supervisor.send("POST", allocations, "{\"grader\":\"" + late + "\",\"why\":\"least this week\"}"));
        assertThat(given.get(0).get("grader").asString()).isEqualTo(late);
        assertThat(given.get(0).get("givenBy").asString()).isEqualTo("supervisor");
        assertThat(supervisor.get("/api/v1/grading/rota").body())
                .as("an order, and no figure of anybody")
                .doesNotContain("seconds", "minutes", "carried");
    }

    private static String availability(Script supervisor, String grader) {
        for (JsonNode place : Script.json(supervisor.get("/api/v1/grading/rota"))) {
            if (place.get("grader").asString().equals(grader)) {
                return place.get("availability").asString();
            }
        }
        return null;
    }

    private static long started(String grader) {
        return served.jdbc()
                .sql("select count(*) from reported_happening where type = 'GRADER_STARTED' and subject = ?")
                .param("grader:" + grader)
                .query(Long.class)
                .single();
    }
}
