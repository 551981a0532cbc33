package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The landing folder as an acquisition station uses it: what is right is taken, what is not is put aside with its reason. */
class LandingFolderTest {

    private static final long PATIENCE_MS = 120_000;

    @TempDir
    private Path folder;

    @Test
    void a_good_manifest_is_taken_and_a_broken_unfinished_or_incomplete_one_is_put_aside_with_the_reason()
            throws Exception {
        Path landing = Files.createDirectories(folder.resolve("landing"));
        Path image = new SampleDevice(7).write(landing).image();
        String part = "\"parts\": [\"" + image.getFileName() + "\"]";
        put(landing, "broken", "{\"case\": \"OP-L\", ");
        put(landing, "nameless", "{\"case\": \"OP-L\", " + part + "}");
        put(landing, "early", "{\"case\": \"OP-L\", \"exhibit\": \"L/2\", \"parts\": [\"later.E01\"]}");
        put(
                landing,
                "growing",
                "{\"case\": \"OP-L\", \"exhibit\": \"L/3\", \"bytes\": " + (Files.size(image) + 1) + ", " + part + "}");
        put(landing, "outside", "{\"case\": \"OP-L\", \"exhibit\": \"L/4\", \"parts\": [\"../data/x\"]}");
        put(
                landing,
                "wrong",
                "{\"case\": \"OP-L\", \"exhibit\": \"L/1\", \"bytes\": " + Files.size(image) + ", \"sha256\": \""
                        + "0".repeat(64) + "\", " + part + "}");
        try (Devices devices = Devices.start(
                folder, Map.of("curlew.landing.watch", true, "curlew.landing.folder", landing.toString()))) {
            assertThat(reason(landing, "broken")).contains("cannot be read as JSON");
            assertThat(reason(landing, "nameless")).contains("has no 'exhibit'");
            assertThat(reason(landing, "early")).contains("'later.E01' is not there", "put the manifest again");
            assertThat(reason(landing, "growing")).contains("declares", "copy them again");
            assertThat(reason(landing, "outside")).contains("must be the name of a file beside the manifest");
            await(landing.resolve("taken/wrong.manifest.json"));
            assertThat(image).exists();

            long id = devices.application()
                    .get(JdbcClient.class)
                    .sql("select id from acquisition")
                    .query(Long.class)
                    .single();
            Acquisition taken = devices.application().get(Acquisitions.class).find(id);
            AcceptanceGateTest.record(devices.application(), "OP-L", taken.exhibitId());
            devices.await(id);

            assertThat(devices.application().get(Exhibits.class).current(taken.exhibitId()))
                    .get()
                    .satisfies(now -> {
                        assertThat(now.state()).isEqualTo(ExhibitState.VERIFY_FAILED);
                        assertThat(now.reason()).contains("mismatch", "declared SHA-256", "0".repeat(64));
                    });
        }
    }

    @Test
    void a_manifest_that_comes_while_the_database_is_full_stays_and_is_taken_when_there_is_room() throws Exception {
        Path landing = Files.createDirectories(folder.resolve("landing"));
        Path image = new SampleDevice(7).write(landing).image();
        try (Devices devices = Devices.start(
                folder, Map.of("curlew.landing.watch", true, "curlew.landing.folder", landing.toString()))) {
            JdbcClient jdbc = devices.application().get(JdbcClient.class);
            jdbc.sql("create sequence tries").update();
            jdbc.sql("""
                    create function full_disk() returns trigger language plpgsql as $$
                    begin
                        perform nextval('tries');
                        raise exception 'could not extend file: No space left on device' using errcode = '53100';
                    end $$
                    """).update();
            jdbc.sql("create trigger full_disk before insert on acquisition execute function full_disk()")
                    .update();
            put(
                    landing,
                    "good",
                    "{\"case\": \"OP-L\", \"exhibit\": \"L/1\", \"parts\": [\"" + image.getFileName() + "\"]}");

            long until = System.currentTimeMillis() + PATIENCE_MS;
            while (jdbc.sql("select last_value from tries").query(Long.class).single() < 2) {
                assertThat(System.currentTimeMillis())
                        .as("it is looked at again")
                        .isLessThan(until);
                Thread.sleep(50);
            }
            assertThat(landing.resolve("good.manifest.json")).exists();
            assertThat(landing.resolve("quarantine")).doesNotExist();

            jdbc.sql("drop trigger full_disk on acquisition").update();
            await(landing.resolve("taken/good.manifest.json"));
            assertThat(jdbc.sql("select count(*) from acquisition")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    private static void put(Path landing, String name, String text) throws IOException {
        Files.writeString(landing.resolve(name + ".manifest.json"), text);
    }

    private static String reason(Path landing, String name) throws Exception {
        await(landing.resolve("quarantine/" + name + ".manifest.json"));
        return Files.readString(landing.resolve("quarantine/" + name + ".manifest.json.reason.txt"));
    }

    private static void await(Path file) throws InterruptedException {
        long until = System.currentTimeMillis() + PATIENCE_MS;
        while (!Files.exists(file)) {
            assertThat(System.currentTimeMillis()).as("no " + file).isLessThan(until);
            Thread.sleep(50);
        }
    }
}
