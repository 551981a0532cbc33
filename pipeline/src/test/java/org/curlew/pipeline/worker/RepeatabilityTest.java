package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same device gives the same rows, whatever holds it and whoever reads it, and they are what was put in. */
class RepeatabilityTest {

    private static WorkerPool worker;

    @BeforeAll
    static void start() {
        worker = new WorkerPool(WorkerSettings.standard());
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "mbr"})
    void raw_and_e01_give_the_same_rows(String kind) throws Exception {
        Path raw = TestImages.made(kind);
        Path e01 = raw.resolveSibling(kind + ".E01");

        assertThat(Extracted.of(worker, e01).lines())
                .isEqualTo(Extracted.of(worker, raw).lines());
    }

    @Test
    void one_worker_and_two_give_the_same_rows_every_time() throws Exception {
        Path image = TestImages.made("small");
        List<String> alone = Extracted.of(worker, image).lines();
        try (WorkerPool two = new WorkerPool(WorkerSettings.standard().withProcesses(2));
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 3; round++) {
                List<Future<Extracted>> parts = new ArrayList<>();
                for (Worker.Segment segment : two.plan(List.of(image)).segments()) {
                    Callable<Extracted> part = () -> {
                        Extracted result = new Extracted();
                        two.extract(List.of(image), segment, result, (bytes, total, files) -> {});
                        return result;
                    };
                    parts.add(threads.submit(part));
                }
                Extracted together = new Extracted();
                for (Future<Extracted> part : parts) {
                    together.files.addAll(part.get().files);
                }
                assertThat(together.lines()).isEqualTo(alone);
            }
        }
    }

    @Test
    void segments_of_one_file_system_cut_anywhere_give_each_name_once() throws Exception {
        Path image = TestImages.made("small");
        Extracted whole = Extracted.of(worker, image);
        Extracted pieces = new Extracted();
        for (Worker.Segment segment : whole.plan.segments()) {
            long middle = segment.volume() == 0 ? 60_000 : 90;
            for (Worker.Segment half : List.of(
                    new Worker.Segment(segment.volume(), segment.fromAddress(), middle),
                    new Worker.Segment(segment.volume(), middle, segment.toAddress()))) {
                worker.extract(List.of(image), half, pieces, (bytes, total, files) -> {});
            }
        }
        assertThat(pieces.lines()).isEqualTo(whole.lines());
    }

    /** The name of a failing run says the seed, with which the shared tool makes the same image again. */
    @ParameterizedTest(name = "{0} SEED={1}")
    @CsvSource({"small,7", "mbr,7", "small,1234", "mbr,99"})
    void allocated_files_are_the_tree_that_was_put_in(String kind, int seed) throws Exception {
        Extracted found = Extracted.of(worker, TestImages.made(kind, seed));
        int volume = 0;
        for (String fileSystem : List.of("fat", "ntfs", "ext4")) {
            Map<String, String> expected = tree(kind, seed, fileSystem);
            Map<String, String> actual = new TreeMap<>();
            for (FoundFile file : found.volume(volume)) {
                boolean stream = file.path().endsWith("empty.bin:ads1");
                boolean label = file.path().contains("(Volume Label Entry)");
                if (file.allocated() && !file.mime().equals("application/x-curlew-fs-metadata") && !stream && !label) {
                    actual.put(file.path(), file.size() + " " + Extracted.hex(file.sha256()));
                }
            }
            assertThat(actual).as(kind + " SEED=" + seed + " " + fileSystem).isEqualTo(expected);
            volume++;
        }
    }

    private static Map<String, String> tree(String kind, int seed, String fileSystem) throws IOException {
        Path root = TestImages.tree(kind, seed, fileSystem);
        Set<String> deleted = new HashSet<>(TestImages.deleted(kind, seed, fileSystem));
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                String name = root.relativize(path).toString();
                if (!deleted.contains(name)) {
                    byte[] bytes = Files.readAllBytes(path);
                    files.put("/" + shown(name, fileSystem), bytes.length + " " + SleuthKit.sha256(bytes));
                }
            }
        }
        return files;
    }

    /** The library takes 15 pieces of 13 characters of a FAT name and loses what comes after; so does fls. */
    private static String shown(String name, String fileSystem) {
        boolean cut = fileSystem.equals("fat") && name.contains("L".repeat(200));
        return cut ? name.substring(0, name.indexOf('L')) + "L".repeat(LONGEST_FAT_NAME) : name;
    }

    private static final int LONGEST_FAT_NAME = 195;

    @Test
    void deleted_files_can_be_read_where_their_content_is_left() throws Exception {
        Extracted found = Extracted.of(worker, TestImages.made("small"));
        int volume = 0;
        for (String fileSystem : List.of("fat", "ntfs", "ext4")) {
            for (String name : TestImages.deleted("small", TestImages.SEED, fileSystem)) {
                byte[] bytes = Files.readAllBytes(
                        TestImages.tree("small", TestImages.SEED, fileSystem).resolve(name));
                assertThat(found.volume(volume))
                        .as(fileSystem + " " + name)
                        .anyMatch(file -> file.deleted()
                                && file.sha256() != null
                                && Extracted.hex(file.sha256()).equals(SleuthKit.sha256(bytes)));
            }
            volume++;
        }
    }

    @Test
    void contents_given_again_are_those_that_were_hashed() throws Exception {
        Path image = TestImages.made("small");
        List<FoundFile> files = Extracted.of(worker, image).files.stream()
                .filter(file -> file.status() == FoundFile.Status.HASHED)
                .toList();
        Map<Integer, String> given = new HashMap<>();
        worker.content(
                List.of(image),
                files.stream().map(FoundFile::locator).toList(),
                new Worker.ContentSink() {
                    @Override
                    public void content(int index, long size, InputStream bytes) throws IOException {
                        assertThat(given.put(index, SleuthKit.sha256(bytes.readAllBytes())))
                                .isNull();
                    }

                    @Override
                    public void unreadable(int index, String reason) {
                        given.put(index, reason);
                    }
                },
                (bytes, total, done) -> {});

        assertThat(given).hasSameSizeAs(files);
        for (int i = 0; i < files.size(); i++) {
            assertThat(given.get(i))
                    .as(files.get(i).path())
                    .isEqualTo(Extracted.hex(files.get(i).sha256()));
        }
    }

    @Test
    void the_whole_media_has_the_digests_of_the_raw_file_in_every_container() throws Exception {
        Path raw = TestImages.made("small");
        String sha256 = Shell.must("sha256sum", raw.toString()).text().substring(0, 64);
        String md5 = Shell.must("md5sum", raw.toString()).text().substring(0, 32);
        for (Path image : List.of(raw, raw.resolveSibling("small.E01"))) {
            Worker.MediaDigests digests = worker.verify(List.of(image), (bytes, total, files) -> {});
            assertThat(digests.sha256()).isEqualTo(sha256);
            assertThat(digests.md5()).isEqualTo(md5);
            assertThat(digests.unreadable()).isEmpty();
        }
    }
}
