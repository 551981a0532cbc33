package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.pipeline.imagestore.ShelfWorker;
import org.curlew.pipeline.results.ResultFiles;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.pipeline.stages.Intake;
import org.curlew.pipeline.worker.Worker;
import org.curlew.pipeline.worker.WorkerPool;
import org.curlew.storage.database.EmbeddedDatabase;
import org.curlew.storage.objects.EmbeddedObjectServer;
import org.curlew.storage.objects.ObjectStoreSettings;
import org.curlew.triage.register.ExhibitState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the machine leans on goes away in the middle; nothing is lost, and the result is the same. */
class FaultsTest {

    private static final Duration GONE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Path image;

    @BeforeEach
    void make_a_device() {
        image = new SampleDevice(7).write(folder.resolve("sample")).image();
    }

    @Test
    void a_database_that_is_gone_for_half_a_minute_only_delays_the_result() throws Exception {
        try (EmbeddedDatabase server = EmbeddedDatabase.start(folder.resolve("server/cluster"));
                Outage outage = new Outage(port(server.url()))) {
            Map<String, Object> settings = Map.of(
                    "spring.datasource.url",
                    "jdbc:postgresql://127.0.0.1:" + outage.port() + "/postgres",
                    "spring.datasource.username",
                    server.user());
            try (Devices devices = Devices.start(folder, settings)) {
                Path out = during(devices, "verification", outage);

                assertThat(Cli.files(out)).hasSizeGreaterThan(100);
            }
        }
    }

    @Test
    void an_object_store_that_is_gone_for_half_a_minute_only_delays_the_result() throws Exception {
        try (EmbeddedObjectServer server = EmbeddedObjectServer.start(folder.resolve("server"));
                Outage outage = new Outage(server.endpoint().getPort())) {
            ObjectStoreSettings account = server.settings("media");
            Map<String, Object> settings = Map.of(
                    "curlew.objects.endpoint",
                    "http://127.0.0.1:" + outage.port(),
                    "curlew.objects.access-key",
                    account.accessKey(),
                    "curlew.objects.secret-key",
                    account.secretKey(),
                    "curlew.objects.bucket",
                    "media");
            try (Devices devices = Devices.start(folder, settings)) {
                Path out = during(devices, "triage", outage);

                assertThat(Cli.files(out)).hasSizeGreaterThan(100);
            }
        }
    }

    @Test
    void a_worker_that_is_killed_in_the_middle_loses_nothing() throws Exception {
        try (Devices devices = Devices.start(folder, Map.of())) {
            Path whole = devices.process(List.of(image)).out();
            WorkerPool pool = (WorkerPool) ((ShelfWorker) devices.application().get(Worker.class)).reader();
            Thread killer = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 3; i++) {
                    sleep(Duration.ofMillis(150));
                    pool.pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
                }
            });
            Path killed = devices.process(List.of(image)).out();
            killer.join();

            assertThat(Files.mismatch(whole.resolve("files.csv"), killed.resolve("files.csv")))
                    .isEqualTo(-1);
        }
    }

    @Test
    void without_room_the_exhibit_is_held_and_goes_on_by_itself_when_there_is() {
        try (Devices devices = Devices.start(folder, Map.of("curlew.pools.objects.capacity", 1_000_000_000_000_000L))) {
            assertThat(devices.process(List.of(image)).state()).isEqualTo(ExhibitState.TRIAGED);
        }
        try (Application small =
                Application.start(folder.resolve("data"), Map.of("curlew.pools.objects.capacity", 1L))) {
            Path out = folder.resolve("held");
            long id = small.get(Intake.class)
                    .submit("OP-TEST", "HELD/1", List.of(image), Acquisition.Declared.NONE, List.of(), out, "test")
                    .id();
            StageRuns runs = small.get(StageRuns.class);
            while (runs.find(id, "admission")
                    .filter(r -> r.state().equals("HELD"))
                    .isEmpty()) {
                sleep(Duration.ofMillis(50));
            }
            assertThat(runs.find(id, "admission").orElseThrow().reason()).contains("are needed");
            assertThat(runs.find(id, "verification")).isEmpty();
        }
        try (Devices roomy = Devices.start(folder, Map.of())) {
            long held = roomy.application()
                    .get(org.curlew.pipeline.devices.Acquisitions.class)
                    .unfinished()
                    .getFirst();
            roomy.await(held);
            assertThat(roomy.application().get(ResultFiles.class).complete(held))
                    .isTrue();
        }
    }

    @Test
    void a_full_disk_while_results_are_written_loses_nothing_and_the_same_command_ends_it() throws Exception {
        Path out = Files.createDirectories(folder.resolve("small-disk"));
        TestImages.run(Map.of(), "mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", out.toString());
        Cli.Result full;
        try {
            full = Cli.run("process", image, "--out", out, "--data", folder.resolve("data"), "--exhibit", "A/1");
        } finally {
            TestImages.run(Map.of(), "umount", out.toString());
        }
        assertThat(full.exit()).as(full.err()).isEqualTo(4);
        assertThat(full.err()).contains("small-disk", "nothing is lost");

        Cli.Result again =
                Cli.run("process", image, "--out", out, "--data", folder.resolve("data"), "--exhibit", "A/1");
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(Cli.files(out)).hasSizeGreaterThan(100);
    }

    /** Processes the device and takes the server away when the stage is done. */
    private Path during(Devices devices, String stage, Outage outage) throws Exception {
        Path out = Files.createDirectories(folder.resolve("out"));
        long id = devices.application()
                .get(Intake.class)
                .submit("OP-TEST", "EX/1", List.of(image), Acquisition.Declared.NONE, List.of(), out, "test")
                .id();
        StageRuns runs = devices.application().get(StageRuns.class);
        while (!runs.done(id, stage)) {
            Thread.onSpinWait();
        }
        outage.begin();
        Thread.sleep(GONE);
        outage.end();
        devices.await(id);
        assertThat(runs.all(id)).allMatch(r -> r.state().equals("DONE"));
        return out;
    }

    private static int port(String url) {
        return Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
