package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.curlew.pipeline.extraction.Poison;
import org.curlew.pipeline.extraction.Watch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read is told with its place, and the rest is read. */
class DamagedImagesTest {

    @TempDir
    private Path folder;

    @Test
    void damage_inside_an_e01_costs_the_files_it_lies_in_and_no_others() throws Exception {
        Path sound = TestImages.made("small").resolveSibling("small.E01");
        Path damaged = folder.resolve("damaged.E01");
        byte[] bytes = Files.readAllBytes(sound);
        for (int at = bytes.length / 3; at < bytes.length / 3 + 3000; at += 100) {
            bytes[at] ^= 0x5a;
        }
        Files.write(damaged, bytes);
        try (WorkerPool worker = new WorkerPool(WorkerSettings.standard())) {
            Extracted whole = Extracted.of(worker, sound);
            Extracted found = Extracted.of(worker, damaged);

            List<FoundFile> unreadable = found.files.stream()
                    .filter(file -> file.status() == FoundFile.Status.UNREADABLE)
                    .toList();
            assertThat(unreadable).isNotEmpty().allSatisfy(file -> assertThat(file.reason())
                    .contains("image damaged at byte"));
            Set<String> others = new HashSet<>(whole.lines());
            assertThat(found.files)
                    .filteredOn(file -> file.status() == FoundFile.Status.HASHED)
                    .allMatch(file -> others.contains(Extracted.line(file)));
            assertThat(found.volume(0).size()
                            + found.volume(1).size()
                            + found.volume(2).size())
                    .isEqualTo(whole.volume(0).size()
                            + whole.volume(1).size()
                            + whole.volume(2).size());
        }
    }

    private static Extracted extract(ChildProcess child, Path image, Worker.Segment segment, Poison poison)
            throws IOException {
        Extracted result = new Extracted();
        child.call(Request.extract(List.of(image), segment, List.of(poison)), (a, b, c) -> {}, frame -> {
            PayloadReader in = frame.reader();
            while (in.hasMore()) {
                if (in.getByte() == FileCodec.FILE) {
                    result.file(FileCodec.readFile(in, segment.volume()));
                } else {
                    result.gap(FileCodec.readGap(in));
                }
            }
        });
        return result;
    }

    @Test
    void what_the_reader_died_on_is_left_out_and_recorded() throws Exception {
        Path image = TestImages.made("small");
        WorkerSettings settings = WorkerSettings.standard().withStall(Duration.ofSeconds(30));
        try (ChildProcess child = ChildProcess.start(settings);
                WorkerPool pool = new WorkerPool(settings)) {
            Extracted whole = Extracted.of(pool, image);
            Worker.Segment ext4 = whole.plan.segments().get(2);
            FoundFile victim = whole.volume(2).stream()
                    .filter(file -> file.path().endsWith(".zip"))
                    .findFirst()
                    .orElseThrow();
            long address = victim.locator().address();

            Extracted withoutContent =
                    extract(child, image, ext4, new Poison(Watch.Phase.CONTENT, address, 0, 0, "died twice"));
            assertThat(withoutContent.files)
                    .filteredOn(file -> file.path().equals(victim.path()))
                    .singleElement()
                    .satisfies(file -> {
                        assertThat(file.status()).isEqualTo(FoundFile.Status.UNREADABLE);
                        assertThat(file.reason()).isEqualTo("died twice");
                    });

            Extracted unopened =
                    extract(child, image, ext4, new Poison(Watch.Phase.ARCHIVE, address, 0, 0, "died twice"));
            assertThat(unopened.gaps)
                    .extracting(Worker.Gap::kind, Worker.Gap::path)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("BROKEN_ARCHIVE", victim.path()));
            assertThat(unopened.files).noneMatch(file -> file.container().equals(victim.path()));

            long rootAddress = 2;
            Extracted folderless =
                    extract(child, image, ext4, new Poison(Watch.Phase.FOLDER, rootAddress, 0, 0, "died"));
            assertThat(folderless.files).isEmpty();
            assertThat(folderless.gaps).extracting(Worker.Gap::kind).containsExactly("WALK_STOPPED");

            long offset = whole.plan.volumes().get(2).offset();
            Extracted closed = extract(child, image, ext4, new Poison(Watch.Phase.TABLE, offset, 0, 0, "died here"));
            assertThat(closed.files).isEmpty();
            assertThat(closed.gaps).singleElement().satisfies(gap -> {
                assertThat(gap.offset()).isEqualTo(offset);
                assertThat(gap.reason()).contains("died here");
            });
        }
    }

    /** One byte of the volume's superblock is enough for libtsk 4.11.1 to read a null pointer. */
    @Test
    void a_partition_that_kills_the_library_costs_itself_and_no_other() throws Exception {
        byte[] apfs = Files.readAllBytes(TestImages.image("dfvfs-apfs.raw"));
        apfs[438_408] = 40;
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(tree.resolve("note.txt"), "still here");
        Path ext4 = Disk.ext4(folder.resolve("ext4.img"), tree, 2);
        Path disk = Disk.sparse(folder.resolve("disk.raw"), 16 << 20);
        Disk.mbr(disk, new long[] {0xaf, 2048, 8112}, new long[] {0x83, 16_384, 4096});
        Disk.write(disk, 1 << 20, apfs);
        Disk.insert(disk, 8 << 20, ext4);
        try (WorkerPool worker = new WorkerPool(WorkerSettings.standard())) {
            Extracted found = Extracted.of(worker, disk);

            assertThat(found.plan.volumes())
                    .extracting(Worker.Volume::status)
                    .containsExactly(Worker.VolumeStatus.UNREADABLE, Worker.VolumeStatus.READ);
            assertThat(found.plan.gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.offset()).isEqualTo(1 << 20);
                assertThat(gap.reason()).contains("the reader died on it (SIGSEGV in libtsk", "2 times");
            });
            assertThat(found.files).extracting(FoundFile::path).containsExactly("/note.txt");
        }
    }

    @Test
    void deaths_are_blamed_on_the_spot_after_as_many_as_configured() {
        Deaths deaths = new Deaths(WorkerSettings.standard(), List.of());
        StatusPage.Spot file = new StatusPage.Spot(Watch.Phase.CONTENT, 77, 128, 3);

        assertThat(deaths.goesOn(new WorkerDeath("signal 6", file))).isTrue();
        assertThat(deaths.poison()).isEmpty();
        assertThat(deaths.goesOn(new WorkerDeath("signal 6", file))).isTrue();
        assertThat(deaths.poison())
                .containsExactly(
                        new Poison(Watch.Phase.CONTENT, 77, 128, 3, "the reader died on it (signal 6) 2 times"));
    }

    @Test
    void deaths_nowhere_in_particular_end_the_call_soon() {
        Deaths deaths = new Deaths(WorkerSettings.standard(), List.of());
        WorkerDeath death = new WorkerDeath("signal 9", StatusPage.Spot.NOWHERE);

        assertThat(deaths.goesOn(death)).isTrue();
        assertThat(deaths.goesOn(death)).isTrue();
        assertThat(deaths.goesOn(death)).isFalse();
        assertThat(deaths.gap(new Worker.Segment(1, 0, 100)).reason())
                .contains("3 times", "signal 9", "addresses 0 to 99");
    }
}
