package org.curlew.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.WithServed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@WithServed
class RestTest {

    private static Served served;
    private static Script examiner;
    private static Script supervisor;

    @BeforeAll
    static void serve() {
        served = Served.instance();
        examiner = Script.of(served, "examiner");
        supervisor = Script.of(served, "supervisor");
    }

    @Test
    void the_queue_comes_in_parts_that_join_without_gap_or_repeat() {
        List<Long> whole = new ArrayList<>();
        String after = "";
        int parts = 0;
        do {
            JsonNode part = Script.json(examiner.get("/api/v1/queue?limit=300" + after));
            part.get("places")
                    .get("items")
                    .forEach(i -> whole.add(i.get("exhibitId").asLong()));
            JsonNode next = part.get("places").get("next");
            after = next.isNull() ? "" : "&after=" + next.asString();
            parts++;
            assertThat(part.get("whole").asInt()).isGreaterThan(600);
        } while (!after.isEmpty());
        assertThat(parts).isGreaterThan(2);
        assertThat(whole).doesNotHaveDuplicates().hasSizeGreaterThan(600);
        JsonNode first = Script.json(examiner.get("/api/v1/queue/" + whole.getFirst()));
        assertThat(first.get("position").asInt()).isEqualTo(1);
        assertThat(first.get("rank").get("sentence").asString()).isNotBlank();
    }

    @Test
    void an_exhibit_is_booked_in_once_however_often_the_request_comes() {
        String body = """
                {"caseReference":"REST-1","exhibitReference":"R/1","kind":"phone","offence":"%s","team":"POLIT"}
                """.formatted(org.curlew.triage.register.OffenceClass.values()[0].name());
        HttpResponse<String> first = examiner.send("POST", "/api/v1/exhibits", body, "Idempotency-Key", "k-1");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        HttpResponse<String> again = examiner.send("POST", "/api/v1/exhibits", body, "Idempotency-Key", "k-1");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        HttpResponse<String> other =
                examiner.send("POST", "/api/v1/exhibits", body.replace("R/1", "R/2"), "Idempotency-Key", "k-1");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(Script.json(other).get("where").asString()).isEqualTo("Idempotency-Key");
        HttpResponse<String> unkeyed = examiner.send("POST", "/api/v1/exhibits", body);
        assertThat(unkeyed.statusCode()).isEqualTo(422);
        assertThat(Script.json(unkeyed).get("detail").asString()).contains("booked in already");
        String exhibit = first.headers().firstValue("Location").orElseThrow();
        assertThat(Script.json(examiner.get(exhibit)).get("state").asString()).isEqualTo("BOOKED_IN");
        assertThat(Script.json(examiner.get(exhibit + "/history")).size()).isEqualTo(1);
        assertThat(Script.json(examiner.get(exhibit + "/entries/ExhibitDetails"))
                        .get("items")
                        .get(0)
                        .get("entry")
                        .get("kind")
                        .asString())
                .isEqualTo("phone");
    }

    @Test
    void a_change_made_from_an_old_version_is_refused_and_every_version_stays() {
        long caseId = served.exhibitCase();
        String entry = """
                {"reason":"%s","entry":{"caseId":%d,"what":"plea hearing","at":"2027-01-05T10:00:00Z","recordedOn":"2026-11-02"}}
                """;
        HttpResponse<String> added =
                supervisor.send("POST", "/api/v1/register/CourtDate", entry.formatted("listed", caseId));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        String path = added.headers().firstValue("Location").orElseThrow();
        String tag = added.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).isEqualTo("\"1\"");
        String change = entry.formatted("moved", caseId).replace("01-05", "01-12");
        assertThat(supervisor.send("PUT", path, change).statusCode()).isEqualTo(428);
        HttpResponse<String> changed = supervisor.send("PUT", path, change, "If-Match", tag);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        HttpResponse<String> stale = supervisor.send("PUT", path, change, "If-Match", tag);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(Script.json(stale).get("todo").asString()).contains("Read it again");
        assertThat(Script.json(supervisor.get(path + "/versions")).size()).isEqualTo(2);
        HttpResponse<String> withdrawn =
                supervisor.send("DELETE", path, "{\"reason\":\"wrong case\"}", "If-Match", "\"2\"");
        assertThat(Script.json(withdrawn).get("withdrawn").asBoolean()).isTrue();
        assertThat(served.jdbc().sql("""
                                select count(*) from (select kind, actor, details from ledger_pending
                                                      union all select kind, actor, details from ledger_entry) l
                                where kind like 'REGISTER_%' and actor = 'supervisor' and details like '%CourtDate%'
                                """).query(Long.class).single()).isEqualTo(3);
    }

    @Test
    void an_entry_cannot_be_moved_to_another_case_by_an_edit() {
        String body = """
                {"reason":"listed","entry":{"caseId":%d,"what":"trial","at":"2027-02-05T10:00:00Z","recordedOn":"2026-11-02"}}
                """;
        HttpResponse<String> added =
                supervisor.send("POST", "/api/v1/register/CourtDate", body.formatted(served.teamCase()));
        String path = added.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> moved =
                supervisor.send("PUT", path, body.formatted(served.exhibitCase()), "If-Match", "\"1\"");
        assertThat(moved.statusCode()).isEqualTo(422);
    }

    @Test
    void the_device_says_what_was_found_and_what_not_and_its_files_come_in_pages() {
        String exhibit = "/api/v1/exhibits/" + served.exhibit();
        JsonNode device = Script.json(examiner.get(exhibit + "/device"));
        assertThat(device.get("certificate").asString()).startsWith("Screened");
        assertThat(device.get("image").get("verification").asString()).isNotBlank();
        assertThat(device.get("volumes").size()).isPositive();
        assertThat(device.toString()).doesNotContain("curlew-web-");
        int seen = 0;
        JsonNode page = Script.json(examiner.get(exhibit + "/files"));
        seen += page.get("rows").size();
        while (!page.get("next").isNull()) {
            page = Script.json(
                    examiner.get(exhibit + "/files?after=" + page.get("next").asString()));
            seen += page.get("rows").size();
        }
        assertThat(seen).isGreaterThanOrEqualTo(device.get("files").get("found").asInt());
        JsonNode hits = Script.json(examiner.send("POST", exhibit + "/files/search", "{\"hit\":true}"));
        assertThat(hits.get("rows").get(0).get("role").asString()).isNotBlank();
        assertThat(examiner.get(exhibit + "/files?after=nonsense").statusCode()).isEqualTo(400);
        assertThat(examiner.get(exhibit + "/device/gaps").statusCode()).isEqualTo(200);
    }

    @Test
    void a_review_is_answered_and_signed_only_when_nothing_is_missing() {
        HttpResponse<String> started =
                supervisor.send("POST", "/api/v1/cases/" + served.exhibitCase() + "/reviews", "");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
        String review = started.headers().firstValue("Location").orElseThrow();
        String tag = supervisor.get(review).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> answered = supervisor.send(
                "PUT", review + "/answers/1.voice", "{\"text\":\"The child was seen and spoke\"}", "If-Match", tag);
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        String now = answered.headers().firstValue("ETag").orElseThrow();
        assertThat(now).isNotEqualTo(tag);
        assertThat(supervisor
                        .send("PUT", review + "/answers/1.voice", "{\"text\":\"x\"}", "If-Match", tag)
                        .statusCode())
                .isEqualTo(412);
        HttpResponse<String> unsigned =
                supervisor.send("POST", review + "/signature", "{\"decision\":\"CONTINUE\"}", "If-Match", now);
        assertThat(unsigned.statusCode()).isEqualTo(422);
        assertThat(Script.json(unsigned).get("detail").asString()).contains("cannot be closed");
    }

    @Test
    void an_override_names_the_caller_as_approver_and_a_downgrade_a_real_second_person() {
        JsonNode first = Script.json(supervisor.get("/api/v1/queue?limit=1"))
                .get("places")
                .get("items")
                .get(0);
        String path = "/api/v1/queue/" + first.get("exhibitId").asLong() + "/override";
        String until = java.time.Instant.now()
                .plus(java.time.Duration.ofDays(3))
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .toString();
        String body = """
                {"band":"P4","reason":"device is empty","rank":"DI","secondPerson":"%s","until":"%s"}
                """;
        assertThat(supervisor
                        .send("PUT", path, body.formatted("invented", until))
                        .statusCode())
                .isEqualTo(422);
        assertThat(supervisor
                        .send("PUT", path, body.formatted("supervisor", until))
                        .statusCode())
                .isEqualTo(422);
        HttpResponse<String> set = supervisor.send("PUT", path, body.formatted("outsider", until));
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(Script.json(set).get("rank").get("band").asString()).isEqualTo("P4");

        String inForce = "/api/v1/queue/overrides";
        JsonNode listed = Script.json(supervisor.get(inForce));
        JsonNode row = listed.get("overrides").get("items").get(0);
        assertThat(row.get("exhibitId").asLong())
                .isEqualTo(first.get("exhibitId").asLong());
        assertThat(row.get("approver").asString()).isEqualTo("supervisor");
        assertThat(row.get("rank").asString()).isEqualTo("DI");
        assertThat(row.get("reason").asString()).isEqualTo("device is empty");
        assertThat(row.get("secondPerson").asString()).isEqualTo("outsider");
        assertThat(row.get("until").asString()).isEqualTo(until);
        assertThat(row.get("downgrade").asBoolean()).isTrue();
        JsonNode elsewhere = Script.json(Script.of(served, "outsider").get(inForce));
        assertThat(elsewhere.get("overrides").get("items").size())
                .as("another team's are counted and not named")
                .isZero();
        assertThat(elsewhere.get("hidden").asInt())
                .isEqualTo(listed.get("whole").asInt())
                .isPositive();

        assertThat(supervisor.send("DELETE", path, "").statusCode()).isEqualTo(200);
        assertThat(Script.json(supervisor.get(inForce)).get("whole").asInt())
                .isEqualTo(listed.get("whole").asInt() - 1);
    }

    @Test
    void the_early_end_of_an_override_that_holds_an_exhibit_up_names_a_real_second_person() {
        JsonNode low = Script.json(supervisor.get("/api/v1/queue?band=P3&limit=1"))
                .get("places")
                .get("items")
                .get(0);
        String path = "/api/v1/queue/" + low.get("exhibitId").asLong() + "/override";
        String until =
                java.time.Instant.now().plus(java.time.Duration.ofDays(3)).toString();
        String body = """
                {"band":"P1","reason":"new intelligence","rank":"DI","until":"%s"}
                """.formatted(until);
        assertThat(supervisor.send("PUT", path, body).statusCode()).isEqualTo(200);

        for (String second : List.of("", "?secondPerson=invented", "?secondPerson=supervisor")) {
            HttpResponse<String> refused = supervisor.send("DELETE", path + second, "");
            assertThat(refused.statusCode()).as(second + ": " + refused.body()).isEqualTo(422);
            assertThat(refused.body()).contains("secondPerson");
        }
        HttpResponse<String> ended = supervisor.send("DELETE", path + "?secondPerson=outsider", "");
        assertThat(ended.statusCode()).as(ended.body()).isEqualTo(200);
        assertThat(Script.json(supervisor.get("/api/v1/queue/overrides")).toString())
                .doesNotContain("\"exhibitId\":" + low.get("exhibitId").asLong() + ",");
    }

    @Test
    void lists_of_the_other_areas_are_served() {
        assertThat(Script.json(supervisor.get("/api/v1/released-suspects?limit=2"))
                        .get("suspects")
                        .get("items")
                        .size())
                .isEqualTo(2);
        JsonNode due = Script.json(supervisor.get("/api/v1/obligations?overdue=true&limit=5"));
        assertThat(due.get("items").size()).isEqualTo(5);
        assertThat(Script.json(supervisor.get("/api/v1/cases/" + served.teamCase() + "/obligations"))
                        .get("items")
                        .size())
                .isPositive();
        Script admin = Script.of(served, "admin");
        JsonNode sets = Script.json(admin.get("/api/v1/hash-sets"));
        long version = sets.get("items").get(0).get("id").asLong();
        assertThat(Script.json(admin.get("/api/v1/hash-sets/" + version + "/files"))
                        .size())
                .isPositive();
        JsonNode found = Script.json(
                examiner.send("POST", "/api/v1/hash-sets/lookup", "{\"digests\":[\"" + "0".repeat(64) + "\"]}"));
        assertThat(found.get(0).get("hits").size()).isZero();
        assertThat(Script.json(admin.get("/api/v1/storage/pools")).isArray()).isTrue();
        Script grader = Script.of(served, "grader");
        assertThat(Script.json(grader.get("/api/v1/grading")).get("items").size())
                .isPositive();
        Script vio = Script.of(served, "vio");
        assertThat(Script.json(vio.get("/api/v1/cases/" + served.exhibitCase() + "/releases/obstacles"))
                        .toString())
                .contains("not confirmed");
        String leftOut = "/api/v1/cases/" + served.exhibitCase() + "/left-out";
        assertThat(vio.get(leftOut).body()).isEqualTo("[]");
        assertThat(vio.send("POST", leftOut, "{\"reason\":\"x\"}").body())
                .contains("\"status\":422", "was disposed of: nothing is left out");
        assertThat(Script.json(vio.get("/api/v1/cases/" + served.exhibitCase() + "/releases/obstacles?scope=REJECTED"))
                        .toString())
                .contains("CAID rejected nothing");
        assertThat(vio.send(
                                "POST",
                                "/api/v1/cases/" + served.exhibitCase() + "/releases",
                                "{\"profile\":\"UK\",\"scope\":\"REJECTED\"}")
                        .body())
                .as("the rejected part is asked for alone")
                .contains("CAID rejected nothing");
        assertThat(vio.get("/api/v1/cases/" + served.exhibitCase() + "/bundles").statusCode())
                .isEqualTo(200);
        assertThat(vio.send("POST", "/api/v1/cases/" + served.exhibitCase() + "/releases", "{\"profile\":null}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void grades_are_given_once_and_only_to_media_of_the_case() {
        Script grader = Script.of(served, "grader");
        String media = "/api/v1/cases/" + served.exhibitCase() + "/grading/media";
        JsonNode items = Script.json(grader.get(media + "?limit=1"));
        String sha256 = items.get(0).get("sha256").asString();
        String path = "/api/v1/cases/" + served.exhibitCase() + "/grading/grades";
        String code = served.get(org.curlew.triage.schemes.Schemes.class)
                .get("uk-2014")
                .categories()
                .getLast()
                .code();
        String body = "{\"code\":\"" + code + "\",\"media\":[\"" + sha256 + "\"]}";
        HttpResponse<String> graded = grader.send("POST", path, body, "Idempotency-Key", "g-1");
        assertThat(graded.statusCode()).as(graded.body()).isEqualTo(201);
        assertThat(Script.json(graded).get("appended").asInt()).isEqualTo(1);
        assertThat(grader.send("POST", path, body, "Idempotency-Key", "g-1").body())
                .isEqualTo(graded.body());
        assertThat(Script.json(grader.get(media + "/" + sha256 + "/grades")).size())
                .isEqualTo(1);
        assertThat(grader.send("POST", path, body.replace(sha256, "0".repeat(64)))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void the_ledger_is_read_in_the_order_of_its_chain() {
        Script auditor = Script.of(served, "auditor");
        JsonNode part = Script.json(auditor.get("/api/v1/ledger?limit=2"));
        assertThat(part.get("items").get(0).get("number").asLong()).isEqualTo(1);
        JsonNode next = Script.json(
                auditor.get("/api/v1/ledger?limit=2&after=" + part.get("next").asString()));
        assertThat(next.get("items").get(0).get("number").asLong()).isEqualTo(3);
        assertThat(next.get("items").get(0).get("previous").asString())
                .isEqualTo(part.get("items").get(1).get("hash").asString());
    }

    @Test
    void a_failure_says_what_where_and_what_to_do() {
        HttpResponse<String> limit = examiner.get("/api/v1/queue?limit=0");
        assertThat(limit.statusCode()).isEqualTo(400);
        assertThat(limit.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Script.json(limit).get("where").asString()).isEqualTo("limit");
        for (HttpResponse<String> answer : List.of(
                examiner.get("/api/v1/no-such-thing"),
                examiner.get("/api/v1/exhibits/999999999"),
                examiner.get("/api/v1/exhibits/words"),
                examiner.send("POST", "/api/v1/exhibits", "{"),
                examiner.send("POST", "/api/v1/queue", "{}"),
                examiner.get("/api/v1/register/NoKind/1"))) {
            assertThat(answer.statusCode()).isBetween(400, 499);
            JsonNode problem = Script.json(answer);
            for (String member : List.of("type", "title", "status", "detail", "todo")) {
                assertThat(problem.get(member).asString()).as(answer.body()).isNotBlank();
            }
        }
    }
}
