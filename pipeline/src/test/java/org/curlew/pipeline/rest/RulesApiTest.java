package org.curlew.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.WithServed;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.rules.RuleFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WithServed
class RulesApiTest {

    private static Served served;
    private static Script admin;

    @BeforeAll
    static void serve() {
        served = Served.instance();
        admin = Script.of(served, "admin");
    }

    private static String body(String text) {
        return new JsonMapper().writeValueAsString(Map.of("text", text));
    }

    @Test
    void a_rule_file_is_read_tried_and_brought_into_force_and_a_bad_one_leaves_the_old_one() {
        Queue queue = served.get(Queue.class);
        String before = queue.rules().version();
        HttpResponse<String> read = admin.get("/api/v1/rules/queue");
        String tag = read.headers().firstValue("ETag").orElseThrow();
        assertThat(Script.json(read).get("text").asString()).contains("gates:");
        String text = RuleFiles.shipped("queue.yaml").replaceFirst("(?m)^version: .*$", "version: \"zz-api\"");
        try {
            JsonNode tried = Script.json(admin.send("POST", "/api/v1/rules/queue/trial", body(text)));
            assertThat(tried.get("sentence").asString()).isEqualTo("0 exhibits would change band.");
            assertThat(tried.get("version").asString()).isEqualTo(before);

            HttpResponse<String> unseen = admin.send("PUT", "/api/v1/rules/queue", body(text));
            assertThat(unseen.statusCode()).isEqualTo(428);
            HttpResponse<String> bad = admin.send(
                    "PUT",
                    "/api/v1/rules/queue",
                    body(text.replace("{band: P2, tri", "{bnad: P2, tri")),
                    "If-Match",
                    tag);
            assertThat(bad.statusCode()).isEqualTo(422);
            assertThat(Script.json(bad).get("detail").asString())
                    .contains("bands row 3, field 'bnad'")
                    .endsWith("Version " + before + " stays in force.");
            assertThat(queue.rules().version()).isEqualTo(before);

            HttpResponse<String> loaded = admin.send("PUT", "/api/v1/rules/queue", body(text), "If-Match", tag);
            assertThat(loaded.statusCode()).as(loaded.body()).isEqualTo(200);
            assertThat(Script.json(loaded).get("version").asString()).isEqualTo("zz-api");
            HttpResponse<String> stale = admin.send("PUT", "/api/v1/rules/queue", body(text), "If-Match", tag);
            assertThat(stale.statusCode()).isEqualTo(412);
            assertThat(Script.json(admin.get("/api/v1/rules")).toString())
                    .contains("zz-api", "obligations", "reviews", "grading");
        } finally {
            served.jdbc().sql("delete from rule_file where version = 'zz-api'").update();
            assertThat(queue.rules().version()).isEqualTo(before);
        }
    }

    @Test
    void rules_are_the_administrators() {
        Script supervisor = Script.of(served, "supervisor");
        assertThat(supervisor.get("/api/v1/rules").statusCode()).isEqualTo(403);
        assertThat(admin.get("/api/v1/rules/nothing").statusCode()).isEqualTo(404);
        HttpResponse<String> empty = admin.send("POST", "/api/v1/rules/queue/trial", "{\"text\":\"\"}");
        assertThat(empty.statusCode()).isEqualTo(422);
    }
}
