package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import org.curlew.triage.hashsets.VersionState;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.rules.RuleFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The administrator's day: a set that shrank, rules that differ, health in words; and what everybody is told. */
@WithServed
class AdministrationDayTest {

    private static final String SET = "ZZ example list";

    private static Served served;

    @BeforeAll
    static void open() {
        served = Served.instance();
    }

    @Test
    void a_set_is_imported_and_a_smaller_version_waits_for_a_second_administrator() throws Exception {
        Visitor admin = served.signedIn("admin");
        String page = "/administration/hash-sets";
        list("zz-large.txt", 60);
        list("zz-small.txt", 20);
        assertThat(admin.get(page).body()).contains("zz-large.txt", "zz-small.txt");
        assertThat(admin.post(page, asked("../users", SET)).body()).contains("is not in the folder of imports");
        assertThat(admin.post(page, asked("zz-large.txt", " ")).body()).contains("give all three");

        admin.post(page, asked("zz-large.txt", SET));
        SetVersion first = await(1);
        assertThat(first.state()).as(first.reason()).isEqualTo(VersionState.COMPLETE);
        admin.post(page, asked("zz-small.txt", SET));
        SetVersion second = await(2);
        assertThat(second.state()).isEqualTo(VersionState.HELD);

        String version = page + "/" + second.id();
        assertThat(admin.get(version).body()).contains("40 fewer than version 1", "another administrator agrees");
        assertThat(admin.get(version + "?diff=true").body()).contains("Graded otherwise", "40");
        assertThat(admin.post(version + "/approve", Map.of()).statusCode()).isEqualTo(422);
        Visitor other = served.signedIn("outsider");
        assertThat(other.get(version).body()).contains("Agree to it");
        assertThat(other.post(version + "/approve", Map.of()).statusCode()).isEqualTo(302);
        assertThat(latest().orElseThrow().state()).isEqualTo(VersionState.COMPLETE);
        assertThat(served.jdbc()
                        .sql("""
                                select (select count(*) from ledger_entry where kind = 'HASH_SET_APPROVED' and :set = any(subjects))
                                     + (select count(*) from ledger_pending where kind = 'HASH_SET_APPROVED' and :set = any(subjects))
                                """)
                        .param("set", "hash-set:" + SET)
                        .query(Long.class)
                        .single())
                .as("the approval stands in the ledger once")
                .isEqualTo(1);
    }

    @Test
    void a_dry_run_shows_the_lines_that_differ_and_brings_nothing_into_force() {
        Visitor admin = served.signedIn("admin");
        String before = admin.get("/administration/rules").body();
        assertThat(before).doesNotContain("Difference to the rules in force");
        String text = org.curlew.triage.rules.RuleFiles.shipped("queue.yaml") + "\n# A remark of the force\n";
        assertThat(admin.post("/administration/rules", Map.of("text", text)).body())
                .contains("would change band", "Difference to the rules in force", "A remark of the force");
        assertThat(admin.get("/administration/rules").body()).doesNotContain("A remark of the force");
    }

    @Test
    void clocks_and_reviews_are_tried_and_brought_into_force_as_the_queue_is() {
        Visitor admin = served.signedIn("admin");
        Obligations clocks = served.get(Obligations.class);
        String shipped = clocks.rules().version();
        String text = RuleFiles.shipped("obligations.yaml")
                .replaceFirst("(?m)^version: .*$", "version: \"zz-clocks\"")
                .replace(
                        "metBy: [STRATEGY_MINUTES_RECEIVED], due: {workingDays: 5}",
                        "metBy: [STRATEGY_MINUTES_RECEIVED], due: {workingDays: 3}");
        String page = "/administration/rules";
        try {
            assertThat(admin.get(page + "?kind=obligations").body())
                    .contains("Clocks: version " + shipped + " is in force, as it was shipped", "strategy-minutes");
            assertThat(admin.post(page, Map.of("kind", "obligations", "text", text))
                            .body())
                    .contains("1 clock would change (strategy-minutes)", "workingDays: 3");
            assertThat(clocks.rules().version()).isEqualTo(shipped);
            String bad = text.replace("{id: referral-assessed, on", "{id: referral-assessed, no");
            HttpResponse<String> refused = admin.post(page, Map.of("kind", "obligations", "text", bad, "load", "true"));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body())
                    .contains("rules row 1, field &#39;no&#39;", "Version " + shipped + " stays in force");
            assertThat(admin.post(page, Map.of("kind", "obligations", "text", text, "load", "true"))
                            .body())
                    .contains("Version zz-clocks is in force", "Clocks: version zz-clocks is in force since");
            assertThat(clocks.rules().version()).isEqualTo("zz-clocks");
            String review = RuleFiles.shipped("reviews.yaml").replace("voice: \"The child's voice\", ", "");
            assertThat(admin.post(page, Map.of("kind", "reviews", "text", review))
                            .body())
                    .contains("Questions left out: 1.voice.");
            assertThat(admin.get(page + "?kind=nothing").statusCode()).isEqualTo(404);
        } finally {
            served.jdbc().sql("delete from rule_file where version like 'zz-%'").update();
            assertThat(clocks.rules().version()).isEqualTo(shipped);
        }
    }

    @Test
    void a_version_of_the_rules_is_compared_with_the_one_before_and_with_any_other() {
        Visitor admin = served.signedIn("admin");
        Queue queue = served.get(Queue.class);
        String shipped = RuleFiles.shipped("queue.yaml");
        String version = queue.rules().version();
        for (String next : List.of("zz-1", "zz-2")) {
            queue.loadRules(
                    shipped.replaceFirst("(?m)^version: .*$", "version: \"" + next + "\"") + "\n# Remark of " + next
                            + "\n",
                    "admin");
        }
        try {
            String all = admin.get("/administration/rules").body();
            assertThat(all).contains("zz-1", "zz-2", "as shipped", ", until ");
            long second = served.jdbc()
                    .sql("select id from rule_file where version = 'zz-2'")
                    .query(Long.class)
                    .single();
            String page = "/administration/rules/queue/" + second;
            assertThat(admin.get(page).body())
                    .contains("from version zz-1", "brought in by admin", "it is in force now", "# Remark of zz-1");
            assertThat(admin.get(page + "?against=0").body())
                    .contains("from version as shipped")
                    .doesNotContain("# Remark of zz-1");
            assertThat(admin.get("/administration/rules/nothing/0").statusCode())
                    .isEqualTo(404);
        } finally {
            // What was shipped is in force again for the tests that come after.
            served.jdbc().sql("delete from rule_file where version like 'zz-%'").update();
            assertThat(queue.rules().version()).isEqualTo(version);
        }
    }

    @Test
    void health_is_told_in_sentences_and_names_what_needs_somebody() {
        assertThat(served.signedIn("admin").get("/administration/health").body())
                .contains("need", "Category schemes", "not confirmed", "Failed work", "What is due was last computed");
    }

    @Test
    void more_than_a_page_of_notifications_are_shown_by_kind_and_none_is_lost() {
        Notifications notifications = served.get(Notifications.class);
        Visitor welfare = served.signedIn("welfare");
        seeAll(welfare);
        for (int n = 1; n <= 230; n++) {
            notifications.tell("role:WELFARE", "E1", "Long list, number " + n + ";");
        }
        notifications.tell("welfare", "E1", "Asked of welfare alone");
        String page = welfare.get("/notifications").body();
        assertThat(page)
                .contains("231 notifications", "Told to your role", "I have seen all 230", "Asked of welfare alone")
                .doesNotContain("Long list");
        String parts = "";
        for (int part = 1; part <= 5; part++) {
            parts += welfare.get("/notifications?kind=told&page=" + part).body();
        }
        List<Long> ids = waiting();
        assertThat(ids).hasSize(230);
        for (long id : ids) {
            assertThat(parts).containsOnlyOnce("id=\"n" + id + "\"");
        }
        long last = ids.getLast();
        notifications.tell("role:WELFARE", "E1", "Long list, came after;");
        Visitor other = served.signedIn("vio");
        other.post("/notifications", Map.of("ids", Long.toString(ids.getFirst())));
        other.post("/notifications", Map.of("kind", "told", "last", Long.toString(last)));
        assertThat(waiting()).as("another role acknowledges nothing").hasSize(231);
        welfare.post("/notifications", Map.of());
        assertThat(waiting()).as("nothing ticked").hasSize(231);
        welfare.post("/notifications", Map.of("ids", ids.get(0) + "," + ids.get(1)));
        assertThat(waiting()).as("two ticked").hasSize(229).doesNotContain(ids.get(0), ids.get(1));
        welfare.post("/notifications", Map.of("kind", "told", "last", Long.toString(last)));
        assertThat(waiting())
                .as("what came after the page was shown goes on waiting")
                .hasSize(1);
        assertThat(welfare.get("/notifications").body()).contains("Long list, came after;", "2 notifications");
        assertThat(served.jdbc()
                        .sql(
                                "select count(*) from notification where text like 'Long list%' and acknowledged_by = 'welfare'")
                        .query(Long.class)
                        .single())
                .as("the rows stay")
                .isEqualTo(230);
        seeAll(welfare);
        assertThat(welfare.get("/notifications").body()).contains("Nothing waits for your acknowledgement");
    }

    private static void seeAll(Visitor welfare) {
        for (String kind : List.of("told", "asked")) {
            welfare.post("/notifications", Map.of("kind", kind, "last", Long.toString(Long.MAX_VALUE)));
        }
    }

    private static List<Long> waiting() {
        return served.jdbc()
                .sql("select id from notification where text like 'Long list%' and acknowledged_at is null order by id")
                .query(Long.class)
                .list();
    }

    @Test
    void a_notification_stands_in_the_head_until_its_own_reader_acknowledges_it() {
        served.get(Notifications.class).tell("welfare", "E1", "Look at the rota of the example unit");
        Visitor welfare = served.signedIn("welfare");
        String page = welfare.get("/notifications").body();
        assertThat(page).contains("Look at the rota of the example unit", "1 notification");
        long id = served.jdbc()
                .sql("select max(id) from notification where recipient = 'welfare'")
                .query(Long.class)
                .single();
        Visitor other = served.signedIn("vio");
        assertThat(other.get("/notifications").body()).doesNotContain("example unit");
        assertThat(other.post("/notifications/" + id, Map.of()).statusCode()).isEqualTo(404);
        assertThat(welfare.post("/notifications/" + id, Map.of()).statusCode()).isEqualTo(302);
        assertThat(welfare.get("/notifications").body()).doesNotContain("example unit");
        assertThat(served.jdbc()
                        .sql("select acknowledged_by from notification where id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .as("the row stays")
                .isEqualTo("welfare");
    }

    private static Map<String, String> asked(String file, String name) {
        return Map.of("files", file, "name", name, "role", "KNOWN_GOOD", "scheme", "uk-2014");
    }

    private static void list(String name, int digests) throws IOException {
        Path file = served.get(DataFolder.class).folder("hash-set-imports").resolve(name);
        Files.writeString(
                file,
                IntStream.range(0, digests).mapToObj("%032x"::formatted).collect(Collectors.joining("\n", "", "\n")));
    }

    private static java.util.Optional<SetVersion> latest() {
        List<SetVersion> all = served.get(HashSets.class).list();
        return all.stream().filter(v -> v.name().equals(SET)).findFirst();
    }

    /** The import runs behind the page: waits until the version is decided. */
    private static SetVersion await(int number) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (Instant.now().isBefore(end)) {
            var found = latest().filter(v -> v.number() == number && v.state() != VersionState.IMPORTING);
            boolean running = served.signedIn("admin")
                    .get("/administration/hash-sets")
                    .body()
                    .contains(SET + " is being imported");
            if (found.isPresent() && !running) {
                return found.get();
            }
            Thread.sleep(200);
        }
        throw new AssertionError("version " + number + " was not imported: "
                + served.signedIn("admin").get("/administration/hash-sets").body());
    }
}
