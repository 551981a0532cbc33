package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.pipeline.stages.Intake;
import org.curlew.storage.capacity.Pools;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackCheck;
import org.curlew.storage.packs.PackReport;
import org.curlew.storage.packs.SmallFileSystem;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every disk that a device's way leads to really gets full, one after the other: the device waits, and ends as if none had been. */
class FullPoolTest {

    private static final long PATIENCE = Duration.ofMinutes(2).toNanos();

    @TempDir
    private Path folder;

    private final List<SmallFileSystem> disks = new ArrayList<>();

    @AfterEach
    void unmount() throws Exception {
        for (SmallFileSystem disk : disks) {
            disk.close();
        }
    }

    private SmallFileSystem disk(String name, int megabytes) throws Exception {
        SmallFileSystem disk = new SmallFileSystem(folder.resolve(name), megabytes);
        disks.add(disk);
        return disk;
    }

    @Test
    void a_device_whose_disk_is_full_at_any_stage_waits_there_and_goes_on_by_itself_when_there_is_room()
            throws Exception {
        Path image = new SampleDevice(7).write(folder.resolve("sample")).image();
        Path undisturbed;
        try (Devices devices = Devices.start(folder.resolve("plain"), Map.of())) {
            undisturbed = devices.process(List.of(image)).out();
        }
        SmallFileSystem objects = disk("data/objects", 96);
        SmallFileSystem work = disk("data/work", 160).fill();
        SmallFileSystem digests = disk("data/exhibit-digests", 8).fill();
        SmallFileSystem rows = disk("rows", 16);
        SmallFileSystem out = disk("out", 16).fill();
        Map<String, Object> settings = Map.of(
                "curlew.images.keep",
                "store",
                // admission looks at a disk with room, so that the stages after it meet the full one
                "curlew.pools.objects.location",
                folder.toString());
        try (Application application = Application.start(folder.resolve("data"), settings)) {
            JdbcClient jdbc = application.get(JdbcClient.class);
            jdbc.sql("create tablespace small location '"
                            + Files.createDirectory(rows.folder().resolve("space")) + "'")
                    .update();
            onTo("small", jdbc, "segment");
            rows.fill();
            // the store's own start needs a little room
            application.get(ObjectStore.class);
            objects.fill();
            Acquisition device = application
                    .get(Intake.class)
                    .submit("OP-TEST", "EX/1", List.of(image), Acquisition.Declared.NONE, List.of(), out.folder(), "t");

            waits(application, device, "intake", "database's disk is full", rows);
            held(application, device, "verification");
            onTo("small", jdbc, "file_record");
            rows.fill();
            waits(application, device, "verification", "object store is full", objects);
            waits(application, device, "extraction", "database's disk is full", rows);
            waits(application, device, "matching", "a disk is full", digests);
            held(application, device, "media-store");
            onTo("small", jdbc, "content_turned");
            rows.fill();
            waits(application, device, "media-store", "working folder", work);
            waits(application, device, "perceptual", "database's disk is full", rows);
            StageRuns.StageRun export = held(application, device, "export");
            assertThat(export.reason()).contains("cannot be written", "nothing is lost");
            out.makeRoom();
            await(() -> application.get(Intake.class).finished(device.id()), "the device's end");

            Exhibits exhibits = application.get(Exhibits.class);
            assertThat(exhibits.history(device.exhibitId()))
                    .extracting(Exhibits.StateChange::state)
                    .filteredOn(state -> state == ExhibitState.HELD_FOR_STORAGE)
                    .as("told once for each stage, however often it was tried")
                    .hasSize(6);
            assertThat(exhibits.current(device.exhibitId()).orElseThrow().state())
                    .isEqualTo(ExhibitState.TRIAGED);
            assertThat(application.get(StageRuns.class).all(device.id()))
                    .allMatch(run -> run.state().equals("DONE"));
            assertThat(Files.mismatch(
                            undisturbed.resolve("files.csv"), out.folder().resolve("files.csv")))
                    .isEqualTo(-1);
            assertThat(application.get(Pools.class).held(device.exhibitId()))
                    .as("room that is still held")
                    .isEmpty();
            PackReport packs = new PackCheck(
                            application.get(ObjectStore.class),
                            application.get(JdbcTemplate.class),
                            application.get(MediaPacks.class))
                    .check(true, Duration.ZERO);
            assertThat(packs.sound()).as(packs.toString()).isTrue();
            onTo("pg_default", jdbc, "segment", "file_record", "content_turned");
        }
    }

    private static void onTo(String tablespace, JdbcClient jdbc, String... tables) {
        for (String table : tables) {
            jdbc.sql("alter table " + table + " set tablespace " + tablespace).update();
        }
    }

    @Test
    void nothing_is_begun_on_a_disk_that_the_database_needs_and_everything_is_when_there_is_room() throws Exception {
        Path image = new SampleDevice(7).write(folder.resolve("sample")).image();
        SmallFileSystem data = disk("data", 1200);
        try (Application application =
                Application.start(data.folder(), Map.of("curlew.pools.data-folder.keep-free", "200MB"))) {
            data.fill(100L << 20);
            Acquisition device = application
                    .get(Intake.class)
                    .submit("OP-TEST", "EX/1", List.of(image), Acquisition.Declared.NONE, List.of(), null, "t");

            waits(application, device, "intake", "are kept free for the database", data);
            await(() -> application.get(Intake.class).finished(device.id()), "the device's end");

            assertThat(application
                            .get(Exhibits.class)
                            .current(device.exhibitId())
                            .orElseThrow()
                            .state())
                    .isEqualTo(ExhibitState.TRIAGED);
            assertThat(application.get(StageRuns.class).all(device.id()))
                    .allMatch(run -> run.state().equals("DONE"));
        }
    }

    private void waits(Application application, Acquisition device, String stage, String reason, SmallFileSystem disk)
            throws Exception {
        StageRuns.StageRun run = held(application, device, stage);
        assertThat(run.reason()).contains(reason);
        Exhibits.StateChange now =
                application.get(Exhibits.class).current(device.exhibitId()).orElseThrow();
        assertThat(now.state()).as(now.reason()).isEqualTo(ExhibitState.HELD_FOR_STORAGE);
        assertThat(now.reason()).contains(reason);
        disk.makeRoom();
    }

    private static StageRuns.StageRun held(Application application, Acquisition device, String stage) {
        StageRuns runs = application.get(StageRuns.class);
        await(
                () -> runs.find(device.id(), stage)
                        .filter(run -> run.state().equals("HELD"))
                        .isPresent(),
                stage + " being held; the stages are " + runs.all(device.id()));
        return runs.find(device.id(), stage).orElseThrow();
    }

    private interface Condition {
        boolean met();
    }

    private static void await(Condition condition, String what) {
        long until = System.nanoTime() + PATIENCE;
        while (!condition.met()) {
            assertThat(System.nanoTime()).as("waited for " + what).isLessThan(until);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
