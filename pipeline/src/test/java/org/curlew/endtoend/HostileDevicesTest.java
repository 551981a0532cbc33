package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.imagestore.ShelfWorker;
import org.curlew.pipeline.results.ResultFiles;
import org.curlew.pipeline.stages.Intake;
import org.curlew.pipeline.worker.Worker;
import org.curlew.pipeline.worker.WorkerPool;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred devices with random damage through one running application: each ends, complete, partial or refused with a
 * reason, and neither the application nor the next device is harmed.
 */
class HostileDevicesTest {

    private static final int DEVICES = 200;

    /** Every so many devices, one is the generator's small image of 64 MiB. */
    private static final int LARGER_EVERY = 20;

    private static final int AT_ONCE = 8;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(120);

    @TempDir
    private Path folder;

    private SmallDisk disk;

    @BeforeEach
    void make_a_disk() throws IOException {
        disk = SmallDisk.make(folder);
    }

    /** A device on its way. */
    private record Sent(int round, String damage, Path image, Path out, Acquisition acquisition, long until) {}

    @Test
    void two_hundred_random_corruptions_end_complete_partial_or_refused_and_harm_nothing() throws Exception {
        Set<Long> readers = new HashSet<>();
        Map<ExhibitState, Integer> ends = new EnumMap<>(ExhibitState.class);
        try (Devices devices =
                Devices.start(folder, Map.of("curlew.worker.processes", 2, "curlew.worker.silence-limit", "3s"))) {
            WorkerPool pool = (WorkerPool) ((ShelfWorker) devices.application().get(Worker.class)).reader();
            Path before = devices.process(List.of(disk.raw())).out();
            Deque<Sent> onTheWay = new ArrayDeque<>();
            for (int round = 0; round < DEVICES; round++) {
                if (onTheWay.size() == AT_ONCE) {
                    ends.merge(ended(devices, onTheWay.remove()), 1, Integer::sum);
                    readers.addAll(pool.pids());
                }
                onTheWay.add(send(devices, round));
            }
            while (!onTheWay.isEmpty()) {
                ends.merge(ended(devices, onTheWay.remove()), 1, Integer::sum);
            }

            Devices.End after = devices.process(List.of(disk.raw()));

            assertThat(after.state()).isEqualTo(ExhibitState.TRIAGED);
            assertThat(after.complete()).isTrue();
            assertThat(Files.mismatch(before.resolve("files.csv"), after.out().resolve("files.csv")))
                    .isEqualTo(-1);
            assertThat(ends.get(ExhibitState.PARTIAL))
                    .as("the damage reaches what is read: " + ends)
                    .isGreaterThan(DEVICES / 10);
            assertThat(pool.pids()).as("readers at work").hasSizeLessThanOrEqualTo(2);
            readers.addAll(pool.pids());
        }
        for (long reader : readers) {
            awaitEnd(reader);
        }
    }

    private Sent send(Devices devices, int round) throws IOException {
        Random random = new Random(round);
        boolean larger = round % LARGER_EVERY == 0;
        Path sound =
                larger ? TestImages.generated("small").resolve("small.raw") : round % 3 == 0 ? disk.e01() : disk.raw();
        String name = sound.getFileName().toString();
        Path image = folder.resolve("damaged-" + round + name.substring(name.indexOf('.')));
        Files.copy(sound, image);
        String damage = larger ? anywhere(image, random) : damage(image, random);
        Path out = Files.createDirectories(folder.resolve("damaged-out-" + round));
        Acquisition acquisition = devices.application()
                .get(Intake.class)
                .submit("OP-HOSTILE", "H/" + round, List.of(image), Acquisition.Declared.NONE, List.of(), out, "test");
        return new Sent(round, damage, image, out, acquisition, System.nanoTime() + LONGEST);
    }

    /** Whatever comes of a device is whole in itself: a state with its reason, and no gap without one. */
    private static ExhibitState ended(Devices devices, Sent sent) throws Exception {
        String who = "round " + sent.round + " (" + sent.damage + ")";
        Intake intake = devices.application().get(Intake.class);
        long id = sent.acquisition.id();
        while (!intake.finished(id)) {
            assertThat(System.nanoTime()).as(who + " does not end").isLessThan(sent.until);
            Thread.sleep(10);
        }
        Exhibits.StateChange now = devices.application()
                .get(Exhibits.class)
                .current(sent.acquisition.exhibitId())
                .orElseThrow();
        assertThat(now.state())
                .as(who + ": " + now.reason())
                .isIn(ExhibitState.TRIAGED, ExhibitState.PARTIAL, ExhibitState.QUARANTINED, ExhibitState.VERIFY_FAILED);
        assertThat(now.reason()).as(who).isNotBlank();
        ResultFiles results = devices.application().get(ResultFiles.class);
        results.writeSummary(id, sent.out.resolve("summary.json"));
        var summary = Cli.summary(sent.out);
        assertThat(summary.at("/certificate/gaps"))
                .as(who)
                .allMatch(gap -> !gap.path("reason").asString().isBlank());
        if (now.state() == ExhibitState.TRIAGED) {
            assertThat(results.complete(id)).as(who).isTrue();
        }
        if (now.state() == ExhibitState.PARTIAL) {
            assertThat(summary.at("/certificate/gaps").size()).as(who).isPositive();
        }
        Files.delete(sent.image);
        return now.state();
    }

    /** Eight bytes or one run of them, in one structure or two. */
    private String damage(Path image, Random random) throws IOException {
        List<SmallDisk.Stretch> places = image.toString().endsWith(".E01") ? disk.sections() : disk.structures();
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < 2; i++) {
            SmallDisk.Stretch place = places.get(random.nextInt(places.size()));
            said.append(said.isEmpty() ? "" : ", ").append(place.what());
            overwrite(image, place.offset(), place.length(), random, 1 + random.nextInt(8));
        }
        return said.toString();
    }

    private static String anywhere(Path image, Random random) throws IOException {
        overwrite(image, 0, 34 * 512, random, 8);
        for (long mebibyte : new long[] {1, 21, 41}) {
            overwrite(image, mebibyte << 20, 2 << 20, random, 24);
        }
        return "the generator's small image";
    }

    private static void overwrite(Path image, long offset, long length, Random random, int bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            for (int i = 0; i < bytes; i++) {
                file.seek(offset + random.nextLong(length));
                file.write(random.nextInt(256));
            }
        }
    }

    private static void awaitEnd(long reader) throws Exception {
        Optional<ProcessHandle> process = ProcessHandle.of(reader);
        if (process.isPresent()) {
            process.get().onExit().get(60, TimeUnit.SECONDS);
        }
    }
}
