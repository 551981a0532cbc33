package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Children that die, hang, lie or are left alone. */
class KilledWorkerTest {

    @TempDir
    private Path folder;

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Kills the child each time a number of files has come, up to a number of times. */
    private static final class Killer implements Worker.FileSink {

        private final WorkerPool worker;
        private final int everyFiles;
        private int left;
        final Extracted result = new Extracted();

        Killer(WorkerPool worker, int everyFiles, int times) {
            this.worker = worker;
            this.everyFiles = everyFiles;
            this.left = times;
        }

        @Override
        public void file(FoundFile file) {
            result.file(file);
            if (left > 0 && result.files.size() == everyFiles) {
                left--;
                worker.pids().forEach(KilledWorkerTest::kill);
            }
        }

        @Override
        public void gap(Worker.Gap gap) {
            result.gap(gap);
        }

        @Override
        public void restart() {
            result.restart();
        }
    }

    @Test
    void a_child_killed_in_the_middle_loses_nothing_and_repeats_nothing() throws Exception {
        Path image = TestImages.made("small");
        try (WorkerPool worker = new WorkerPool(WorkerSettings.standard())) {
            Extracted whole = Extracted.of(worker, image);
            List<String> lines = new ArrayList<>();
            int restarts = 0;
            for (Worker.Segment segment : whole.plan.segments()) {
                Killer killer = new Killer(worker, 10, 1);
                worker.extract(List.of(image), segment, killer, (bytes, total, files) -> {});
                lines.addAll(killer.result.lines());
                restarts += killer.result.restarts;
            }
            assertThat(lines.stream().sorted()).isEqualTo(whole.lines());
            assertThat(restarts).isPositive();
        }
    }

    @Test
    void a_child_killed_again_and_again_ends_in_a_gap_not_in_silence() throws Exception {
        Path image = TestImages.made("small");
        try (WorkerPool worker = new WorkerPool(WorkerSettings.standard())) {
            Worker.Segment segment = worker.plan(List.of(image)).segments().getFirst();
            Extracted result = new Extracted();
            worker.extract(List.of(image), segment, result, (bytes, total, files) -> worker.pids()
                    .forEach(KilledWorkerTest::kill));

            assertThat(result.gaps).anySatisfy(gap -> {
                assertThat(gap.kind()).isEqualTo("WALK_STOPPED");
                assertThat(gap.reason()).contains("signal 9");
            });
        }
    }

    @Test
    void an_idle_child_that_was_killed_is_replaced() throws Exception {
        Path image = TestImages.made("small");
        try (WorkerPool worker = new WorkerPool(WorkerSettings.standard())) {
            List<Worker.Segment> before = worker.plan(List.of(image)).segments();
            worker.pids().forEach(KilledWorkerTest::kill);

            assertThat(worker.plan(List.of(image)).segments()).isEqualTo(before);
        }
    }

    @Test
    void closing_the_pool_leaves_no_child() throws Exception {
        WorkerPool worker = new WorkerPool(WorkerSettings.standard());
        worker.plan(List.of(TestImages.made("small")));
        List<Long> children = worker.pids();
        worker.close();

        assertThat(children).isNotEmpty();
        assertThat(children).allSatisfy(pid -> assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive))
                .isEmpty());
        assertThatThrownBy(() -> worker.plan(List.of(TestImages.made("small"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("shut down");
    }

    @Test
    void a_child_ends_with_its_standard_input_even_in_the_middle_of_its_work() throws Exception {
        Path page = StatusPage.create();
        Process child = new ProcessBuilder(WorkerSettings.standard().commandLine(page))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        FrameWriter writer = new FrameWriter(child.getOutputStream());
        Request request = Request.plain(Frame.Kind.VERIFY, List.of(TestImages.made("small")), List.of());
        writer.write(request.kind(), request.payload());
        child.getOutputStream().close();

        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        Files.delete(page);
    }

    @Test
    void a_child_has_nothing_of_the_parents_environment() throws Exception {
        try (WorkerPool worker = new WorkerPool(WorkerSettings.standard())) {
            worker.plan(List.of(TestImages.made("small")));
            String environment =
                    Files.readString(Path.of("/proc/" + worker.pids().getFirst() + "/environ"));

            assertThat(environment.split("\0"))
                    .containsExactlyInAnyOrder("PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TZ=UTC");
        }
    }

    private static final String READY =
            "printf '\\0\\0\\0\\5" + octal(Frame.Kind.READY) + "\\0\\0\\0\\" + Request.VERSION + "'; ";

    private static String octal(Frame.Kind kind) {
        return "\\" + Integer.toOctalString(kind.ordinal());
    }

    /** A "JVM" that is a shell script. */
    private WorkerSettings script(String body) throws IOException {
        Path script = Files.writeString(folder.resolve("java"), "#!/bin/bash\n" + body);
        script.toFile().setExecutable(true);
        WorkerSettings standard = WorkerSettings.standard();
        return new WorkerSettings(List.of(script.toString(), "x"), 1, 2, 64, 8L << 30, Duration.ofSeconds(1), 2, 4);
    }

    @Test
    void a_child_that_does_not_start_is_told_with_its_last_words() throws Exception {
        try (WorkerPool worker = new WorkerPool(script("echo 'no such class' >&2; exit 3"))) {
            assertThatThrownBy(() -> worker.plan(List.of(folder)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("exit code 3")
                    .hasMessageContaining("no such class");
        }
    }

    @Test
    void a_child_that_says_nothing_is_ended_by_the_clock() throws Exception {
        String ready = READY + "sleep 100";
        try (WorkerPool worker = new WorkerPool(script(ready))) {
            long began = System.nanoTime();
            assertThatThrownBy(() -> worker.plan(List.of(folder)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no progress for 1 s");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void a_child_that_speaks_nonsense_is_treated_as_dead() throws Exception {
        String nonsense = READY + "while true; do printf '\\377\\377\\377\\377\\377'; done";
        try (WorkerPool worker = new WorkerPool(script(nonsense))) {
            assertThatThrownBy(() -> worker.plan(List.of(folder)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("died");
        }
    }

    @Test
    void a_heartbeat_without_work_is_no_progress() throws Exception {
        String beat = READY + "while true; do printf '\\0\\0\\0\\41" + octal(Frame.Kind.PROGRESS) + "';"
                + " printf '\\0%.0s' $(seq 32); sleep 0.1; done";
        try (WorkerPool worker = new WorkerPool(script(beat))) {
            assertThatThrownBy(() -> worker.plan(List.of(folder)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no progress");
        }
    }
}
