package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.ProducerTemplate;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.stages.Intake;
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
}
