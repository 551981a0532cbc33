package org.curlew.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.WithServed;
import org.curlew.triage.obligations.Notifications;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a script is told, part by part and by kind, and what it may say it has seen. */
@WithServed
class NotificationApiTest {

    private static final String PATH = "/api/v1/notifications";

    private final Served served = Served.instance();
    private final Notifications notifications = served.get(Notifications.class);
    private final Script outsider = Script.of(served, "outsider");

    @BeforeEach
    void nothing_of_before_waits_for_the_person_by_name() {
        seen("{\"kind\":\"asked\",\"last\":9007199254740991}");
    }

    private int seen(String body) {
        return Script.json(outsider.send("POST", PATH + "/acknowledgements", body))
                .get("acknowledged")
                .asInt();
    }

    private List<JsonNode> asked() {
        JsonNode all = Script.json(outsider.get(PATH + "?limit=500")).get("items");
        return StreamSupport.stream(all.spliterator(), false)
                .filter(n -> "outsider".equals(n.get("recipient").asString()))
                .toList();
    }

    private long count(String text) {
        return served.jdbc()
                .sql("select count(*) from notification where text = ? and acknowledged_at is null")
                .param(text)
                .query(Long.class)
                .single();
    }

    @Test
    void each_notification_tells_to_whom_at_what_level_what_and_since_when() {
        Instant before = Instant.now();
        notifications.tell("outsider", "E2", "Example of one asked by name");

        assertThat(asked()).singleElement().satisfies(n -> {
            assertThat(n.get("recipient").asString()).isEqualTo("outsider");
            assertThat(n.get("level").asString()).isEqualTo("E2");
            assertThat(n.get("text").asString()).isEqualTo("Example of one asked by name");
            assertThat(n.get("id").asLong()).isPositive();
            assertThat(Instant.parse(n.get("at").asString()))
                    .isBetween(
                            before.minus(Duration.ofMinutes(1)), Instant.now().plus(Duration.ofMinutes(1)));
            assertThat(n.get("caseId") == null || n.get("caseId").isNull())
                    .as("it is of no case")
                    .isTrue();
        });
    }

    @Test
    void parts_follow_each_other_without_a_gap_and_what_is_asked_by_name_stands_first() {
        for (int n = 0; n < 5; n++) {
            notifications.tell("outsider", "E1", "Part " + n);
        }
        String after = "";
        List<String> texts = new java.util.ArrayList<>();
        for (int part = 0; part < 3; part++) {
            JsonNode page = Script.json(outsider.get(PATH + "?limit=2" + (after.isEmpty() ? "" : "&after=" + after)));
            page.get("items").forEach(i -> texts.add(i.get("text").asString()));
            after = page.get("next") == null || page.get("next").isNull()
                    ? ""
                    : page.get("next").asString();
        }
        assertThat(texts.subList(0, 5)).containsExactly("Part 0", "Part 1", "Part 2", "Part 3", "Part 4");
        assertThat(outsider.get(PATH + "?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    void a_group_counts_what_waits_and_is_acknowledged_up_to_the_newest_that_was_seen() {
        notifications.tell("outsider", "E1", "First of the group");
        notifications.tell("outsider", "E3", "Second of the group");
        JsonNode group = StreamSupport.stream(
                        Script.json(outsider.get(PATH + "/groups")).spliterator(), false)
                .filter(g -> "asked".equals(g.get("kind").asString()))
                .findFirst()
                .orElseThrow();
        assertThat(group.get("count").asInt()).isEqualTo(2);
        assertThat(group.get("level").asString()).as("the highest").isEqualTo("E3");
        assertThat(group.get("band").asString()).isEmpty();
        long last = group.get("last").asLong();
        notifications.tell("outsider", "E1", "Came after the group was read");

        assertThat(seen("{\"kind\":\"asked\",\"last\":" + last + "}")).isEqualTo(2);
        assertThat(asked()).extracting(n -> n.get("text").asString()).containsExactly("Came after the group was read");
        assertThat(seen("{\"kind\":\"asked\",\"last\":" + last + "}"))
                .as("seen already")
                .isZero();
    }

    @Test
    void one_is_acknowledged_by_its_own_reader_alone_and_a_call_that_names_nothing_is_refused() {
        notifications.tell("outsider", "E1", "Only for its reader");
        long id = asked().getFirst().get("id").asLong();
        Script supervisor = Script.of(served, "supervisor");

        assertThat(supervisor
                        .send("POST", PATH + "/" + id + "/acknowledgement", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(supervisor
                        .send("POST", PATH + "/acknowledgements", "{\"ids\":[" + id + "]}")
                        .body())
                .contains("\"acknowledged\":0");
        assertThat(count("Only for its reader")).isEqualTo(1);
        assertThat(outsider.send("POST", PATH + "/acknowledgements", "{}").body())
                .contains("ids", "is missing: send ids, or kind, band and last of a group");
        assertThat(outsider.send("POST", PATH + "/" + id + "/acknowledgement", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(count("Only for its reader")).isZero();
        assertThat(served.get(Notifications.class).find(id).orElseThrow().acknowledgedBy())
                .isEqualTo("outsider");
    }
}
