package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.ProducerTemplate;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.ApiTokens;
import org.curlew.pipeline.security.SampleUsers;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.stages.Intake;
import org.curlew.storage.retention.Retention;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages that come more than once, and devices whose message came too often: nothing is done twice, nothing is lost. */
class DeadLetterTest {

    private static final List<String> STAGES = List.of(
            "intake",
            "admission",
            "verification",
            "extraction",
            "matching",
            "triage",
            "media-store",
            "perceptual",
            "export");

    @TempDir
    private Path folder;

    private Path image;

    @BeforeEach
    void make_a_disk() throws Exception {
        image = SmallDisk.make(folder).raw();
    }

    @Test
    void a_device_that_failed_is_taken_up_again_by_a_person_and_nothing_is_done_twice() throws Exception {
        Map<String, Object> settings = Map.of("curlew.routes.attempts", 2, "curlew.routes.first-delay", "50ms");
        try (Application application = Application.serve(folder.resolve("data"), 0, settings)) {
            JdbcClient jdbc = application.get(JdbcClient.class);
            refusePacks(jdbc);
            Acquisition device = submit(application, "D/1");
            await(application, device);
            Exhibits exhibits = application.get(Exhibits.class);
            Exhibits.StateChange failed = exhibits.current(device.exhibitId()).orElseThrow();
            assertThat(failed.state()).as(failed.reason()).isEqualTo(ExhibitState.FAILED);
            assertThat(failed.reason()).startsWith("media-store failed: ");
            jdbc.sql("drop trigger no_pack on pack").update();
            // what lay there of it can have been disposed of meanwhile
            jdbc.sql("update retention_item set state = 'DISPOSED' where exhibit_id = ?")
                    .param(device.exhibitId())
                    .update();

            HttpResponse<String> answer = retry(application, device.exhibitId());

            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
            await(application, device);
            Exhibits.StateChange now = exhibits.current(device.exhibitId()).orElseThrow();
            assertThat(now.state()).as(now.reason()).isEqualTo(ExhibitState.TRIAGED);
            Map<String, Long> acts = acts(application, "D/1");
            assertThat(acts).containsEntry("STAGE_RETRIED", 1L).containsEntry("STAGE_MEDIA_STORE", 2L);

            assertThat(application.get(Retention.class).ofExhibit(device.exhibitId()))
                    .as("there is data to keep again")
                    .hasValueSatisfying(item -> assertThat(item.disposed()).isFalse());

            Map<String, Object> stored = stored(application);
            Acquisition undisturbed = submit(application, "D/2");
            await(application, undisturbed);
            Map<String, Long> expected = new TreeMap<>(acts(application, "D/2"));
            expected.merge("STAGE_MEDIA_STORE", 1L, Long::sum);
            expected.put("STAGE_RETRIED", 1L);
            // its room had been given back, and is asked for anew
            expected.merge("STAGE_ADMISSION", 1L, Long::sum);
            expected.put("EXHIBIT_FAILED", 1L);
            // the state that it had reached before, once more
            expected.merge("EXHIBIT_TRIAGED", 1L, Long::sum);
            assertThat(acts).isEqualTo(expected);
            assertThat(stored(application))
                    .as("every media was there already, once")
                    .isEqualTo(stored);
            assertThat(Files.mismatch(
                            results("D/1").resolve("files.csv"), results("D/2").resolve("files.csv")))
                    .isEqualTo(-1);

            HttpResponse<String> twice = retry(application, device.exhibitId());

            assertThat(twice.statusCode()).isBetween(400, 499);
            assertThat(twice.body()).contains("only work that failed is taken up again");
        }
    }

    @Test
    void a_message_that_comes_again_at_any_stage_changes_nothing() throws Exception {
        try (Application application = Application.start(folder.resolve("data"), Map.of())) {
            Acquisition device = submit(application, "D/1");
            await(application, device);
            Map<String, Long> acts = acts(application, "D/1");
            Map<String, Object> stored = stored(application);
            List<Exhibits.StateChange> history = application.get(Exhibits.class).history(device.exhibitId());
            byte[] csv = Files.readAllBytes(results("D/1").resolve("files.csv"));

            ProducerTemplate producer = application.get(ProducerTemplate.class);
            for (String stage : STAGES) {
                producer.sendBody("jms:queue:curlew." + stage, Long.toString(device.id()));
            }
            producer.sendBody("jms:queue:curlew.segment", device.id() + ":0");
            passEverything(application);

            assertThat(acts(application, "D/1")).isEqualTo(acts);
            assertThat(stored(application)).isEqualTo(stored);
            assertThat(application.get(Exhibits.class).history(device.exhibitId()))
                    .isEqualTo(history);
            assertThat(results("D/1").resolve("files.csv")).hasBinaryContent(csv);
        }
    }

    @Test
    void a_message_that_comes_again_after_a_refusal_does_not_carry_the_device_past_it() throws Exception {
        try (Application application = Application.start(folder.resolve("data"), Map.of())) {
            Acquisition.Declared wrong = new Acquisition.Declared("0".repeat(32), null, null);
            Acquisition device = application
                    .get(Intake.class)
                    .submit("OP-D", "D/1", List.of(image), wrong, List.of(), results("D/1"), "test");
            await(application, device);
            Map<String, Long> acts = acts(application, "D/1");
            assertThat(acts).containsKey("STAGE_VERIFICATION").doesNotContainKey("STAGE_EXTRACTION");

            ProducerTemplate producer = application.get(ProducerTemplate.class);
            for (String stage : STAGES) {
                producer.sendBody("jms:queue:curlew." + stage, Long.toString(device.id()));
            }
            passEverything(application);

            assertThat(acts(application, "D/1")).isEqualTo(acts);
            assertThat(application
                            .get(Exhibits.class)
                            .current(device.exhibitId())
                            .orElseThrow()
                            .state())
                    .isEqualTo(ExhibitState.VERIFY_FAILED);
        }
    }

    /** The queues keep their order, so a device sent now arrives at the end after whatever was sent before it. */
    private void passEverything(Application application) throws Exception {
        await(application, submit(application, "LAST/1"));
    }

    private Acquisition submit(Application application, String exhibit) throws Exception {
        return application
                .get(Intake.class)
                .submit(
                        "OP-D",
                        exhibit,
                        List.of(image),
                        Acquisition.Declared.NONE,
                        List.of(),
                        results(exhibit),
                        "test");
    }

    private Path results(String exhibit) throws Exception {
        return Files.createDirectories(folder.resolve("out-" + exhibit.replace('/', '-')));
    }

    private static void await(Application application, Acquisition device) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!application.get(Intake.class).finished(device.id())) {
            assertThat(System.nanoTime()).as("the device does not end").isLessThan(until);
            Thread.sleep(20);
        }
    }

    /** The ledger's entries about an exhibit, counted by kind. */
    private static Map<String, Long> acts(Application application, String exhibit) {
        Map<String, Long> counts = new TreeMap<>();
        application
                .get(JdbcClient.class)
                .sql("""
                        select kind, count(*) from (
                            select kind, subjects from ledger_entry union all select kind, subjects from ledger_pending
                        ) acts where ? = any (subjects) group by kind
                        """)
                .param("exhibit:" + exhibit)
                .query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .forEach(e -> counts.put(e.getKey(), e.getValue()));
        return counts;
    }

    /** How many contents the media store holds, and of what size. */
    private static Map<String, Object> stored(Application application) {
        return application
                .get(JdbcClient.class)
                .sql("select count(*) as media, sum(length) as bytes from pack_item")
                .query()
                .singleRow();
    }

    /** A failure at every try and without a pause: an object store that is away is waited for by the client itself. */
    private static void refusePacks(JdbcClient jdbc) {
        jdbc.sql("""
                create function no_pack() returns trigger language plpgsql as
                'begin raise exception ''no packs today''; end'
                """).update();
        jdbc.sql("create trigger no_pack before insert on pack execute function no_pack()")
                .update();
    }

    private static HttpResponse<String> retry(Application application, long exhibit) throws Exception {
        Accounts accounts = application.get(Accounts.class);
        if (accounts.find("examiner").isEmpty()) {
            application.get(SampleUsers.class).create();
        }
        Viewer viewer = accounts.find("examiner").orElseThrow().viewer();
        String secret = application
                .get(ApiTokens.class)
                .issue(viewer, "test", Set.of(Scope.DEVICES_WRITE), Duration.ofDays(1))
                .secret();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(application.address() + "api/v1/exhibits/" + exhibit + "/retry"))
                            .header("Authorization", "Bearer " + secret)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
