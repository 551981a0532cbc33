package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.curlew.pipeline.images.ImageRefusedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device consists of, and that nothing on it passes in silence. */
class VolumesTest {

    private static final int MEBIBYTE = 1 << 20;
    private static WorkerPool worker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        worker = new WorkerPool(WorkerSettings.standard());
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    private Path disk(long bytes) throws IOException {
        return Disk.sparse(folder.resolve("disk.raw"), bytes);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private Path smallExt4(String content) throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(tree.resolve("note.txt"), content);
        return Disk.ext4(folder.resolve("ext4.img"), tree, 2);
    }

    @Test
    void a_file_system_that_may_hold_encrypted_folders_says_so_in_a_gap_and_another_does_not() throws Exception {
        Path plain = smallExt4("plain");
        assertThat(worker.plan(List.of(plain)).gaps()).isEmpty();
        Path disk = Disk.sparse(folder.resolve("fscrypt.raw"), 4 * MEBIBYTE);
        Shell.must("mke2fs", "-q", "-t", "ext4", "-O", "encrypt", disk.toString());

        assertThat(worker.plan(List.of(disk)).gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo("ENCRYPTED_FILES");
            assertThat(gap.reason()).contains("fscrypt", "ask for the user's key");
        });
    }

    @Test
    void bitlocker_is_told_as_encrypted_with_what_to_ask_for() throws Exception {
        Path disk = disk(4 * MEBIBYTE);
        Disk.mbr(disk, new long[] {7, 2048, 4096});
        Disk.write(disk, MEBIBYTE, new byte[] {(byte) 0xeb, 0x58, (byte) 0x90, '-', 'F', 'V', 'E', '-', 'F', 'S', '-'});

        Worker.DevicePlan plan = worker.plan(List.of(disk));

        assertThat(plan.volumes()).singleElement().satisfies(volume -> {
            assertThat(volume.status()).isEqualTo(Worker.VolumeStatus.ENCRYPTED);
            assertThat(volume.reason()).contains("BitLocker", "recovery key");
            assertThat(volume.offset()).isEqualTo(MEBIBYTE);
        });
        assertThat(plan.gaps()).extracting(Worker.Gap::kind).containsExactly("ENCRYPTED_VOLUME");
        assertThat(plan.segments()).isEmpty();
    }

    @Test
    void luks_on_a_device_without_a_table_is_told_as_encrypted() throws Exception {
        Path disk = disk(4 * MEBIBYTE);
        Disk.write(disk, 0, new byte[] {'L', 'U', 'K', 'S', (byte) 0xba, (byte) 0xbe, 0, 2});

        Worker.DevicePlan plan = worker.plan(List.of(disk));

        assertThat(plan.volumes()).extracting(Worker.Volume::status).containsExactly(Worker.VolumeStatus.ENCRYPTED);
        assertThat(plan.gaps())
                .extracting(Worker.Gap::reason)
                .singleElement()
                .asString()
                .contains("LUKS", "passphrase");
    }

    @Test
    void random_bytes_are_unknown_and_may_be_encrypted_never_empty() throws Exception {
        Path disk = disk(4 * MEBIBYTE);
        Disk.write(disk, 0, random(MEBIBYTE));

        Worker.DevicePlan plan = worker.plan(List.of(disk));

        assertThat(plan.volumes()).extracting(Worker.Volume::status).containsExactly(Worker.VolumeStatus.UNKNOWN);
        assertThat(plan.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo("UNKNOWN_VOLUME");
            assertThat(gap.length()).isEqualTo(4 * MEBIBYTE);
            assertThat(gap.reason()).contains("VeraCrypt");
        });
    }

    @Test
    void a_device_of_zeros_is_said_to_be_one_and_leaves_no_gap() throws Exception {
        Worker.DevicePlan plan = worker.plan(List.of(disk(4 * MEBIBYTE)));

        assertThat(plan.volumes()).singleElement().satisfies(volume -> {
            assertThat(volume.status()).isEqualTo(Worker.VolumeStatus.UNKNOWN);
            assertThat(volume.reason()).contains("every byte is zero");
        });
        assertThat(plan.gaps()).isEmpty();
    }

    @Test
    void a_single_byte_at_the_end_of_a_device_of_zeros_is_not_missed() throws Exception {
        Path disk = disk(4 * MEBIBYTE);
        Disk.write(disk, 4 * MEBIBYTE - 1, new byte[] {1});

        assertThat(worker.plan(List.of(disk)).gaps())
                .extracting(Worker.Gap::kind)
                .containsExactly("UNKNOWN_VOLUME");
    }

    @Test
    void a_file_system_that_the_library_does_not_read_is_named() throws Exception {
        Path disk = disk(4 * MEBIBYTE);
        Disk.write(disk, 0, "XFSB".getBytes(StandardCharsets.US_ASCII));

        assertThat(worker.plan(List.of(disk)).volumes())
                .extracting(Worker.Volume::reason)
                .singleElement()
                .asString()
                .contains("XFS");
    }

    @Test
    void space_between_partitions_is_a_gap_only_where_it_holds_data() throws Exception {
        Path disk = disk(8 * MEBIBYTE);
        Disk.mbr(disk, new long[] {0x83, 2048, 4096});
        Disk.insert(disk, MEBIBYTE, smallExt4("x"));
        assertThat(worker.plan(List.of(disk)).gaps()).isEmpty();

        Disk.write(disk, 6 * MEBIBYTE, "left over".getBytes(StandardCharsets.US_ASCII));

        assertThat(worker.plan(List.of(disk)).gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo("UNALLOCATED");
            assertThat(gap.offset()).isEqualTo(3 * MEBIBYTE);
            assertThat(gap.length()).isEqualTo(5 * MEBIBYTE);
            assertThat(gap.reason()).contains("byte " + 6 * MEBIBYTE, "not searched");
        });
    }

    @Test
    void a_partition_that_was_deleted_from_the_table_is_found() throws Exception {
        Path disk = disk(8 * MEBIBYTE);
        Disk.mbr(disk, new long[] {0x83, 2048, 4096});
        Path ext4 = smallExt4("found again");
        Disk.insert(disk, MEBIBYTE, ext4);
        Disk.insert(disk, 3 * MEBIBYTE, ext4);

        Extracted found = Extracted.of(worker, disk);

        assertThat(found.plan.volumes())
                .extracting(Worker.Volume::offset, Worker.Volume::label, Worker.Volume::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple((long) MEBIBYTE, "", Worker.VolumeStatus.READ),
                        org.assertj.core.groups.Tuple.tuple(3L * MEBIBYTE, "lost partition", Worker.VolumeStatus.READ));
        assertThat(found.volume(1)).extracting(FoundFile::path).contains("/note.txt");
    }

    @Test
    void a_partition_beyond_the_end_is_told_and_the_others_are_read() throws Exception {
        Path disk = disk(4 * MEBIBYTE);
        Disk.mbr(disk, new long[] {0x83, 1_000_000, 4096}, new long[] {0x83, 2048, 400_000});
        Disk.insert(disk, MEBIBYTE, smallExt4("still here"));

        Extracted found = Extracted.of(worker, disk);

        assertThat(found.plan.volumes())
                .extracting(Worker.Volume::status)
                .containsExactlyInAnyOrder(Worker.VolumeStatus.READ, Worker.VolumeStatus.UNREADABLE);
        assertThat(found.files).extracting(FoundFile::path).contains("/note.txt");
        assertThat(found.plan.gaps())
                .extracting(Worker.Gap::kind)
                .containsExactlyInAnyOrder("UNREADABLE_RANGE", "UNREADABLE_RANGE");
        assertThat(found.plan.gaps()).extracting(Worker.Gap::reason).allMatch(reason -> reason.contains("beyond"));
    }

    @Test
    void an_extended_partition_that_points_to_itself_ends() throws Exception {
        Path disk = disk(4 * MEBIBYTE);
        Disk.mbr(disk, new long[] {5, 2048, 4096});
        byte[] link = new byte[512];
        link[446 + 16 + 4] = 5;
        link[510] = 0x55;
        link[511] = (byte) 0xaa;
        Disk.write(disk, MEBIBYTE, link);
        Disk.write(disk, 2 * MEBIBYTE, random(100));

        Worker.DevicePlan plan = worker.plan(List.of(disk));

        assertThat(plan.segments()).isEmpty();
        assertThat(plan.gaps()).extracting(Worker.Gap::kind).containsExactly("UNKNOWN_VOLUME");
    }

    @Test
    void an_empty_table_before_data_does_not_pass_for_an_empty_device() throws Exception {
        Path disk = disk(4 * MEBIBYTE);
        Disk.mbr(disk);
        Disk.write(disk, 2 * MEBIBYTE + 7, random(100));

        assertThat(worker.plan(List.of(disk)).gaps())
                .extracting(Worker.Gap::kind)
                .containsExactly("UNKNOWN_VOLUME");
    }

    @Test
    void the_labels_are_the_volumes_own() throws Exception {
        assertThat(worker.plan(List.of(TestImages.made("small"))).volumes())
                .extracting(Worker.Volume::fileSystem, Worker.Volume::label)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("fat16", "EVIDENCE"),
                        org.assertj.core.groups.Tuple.tuple("ntfs", "NTFSVOL"),
                        org.assertj.core.groups.Tuple.tuple("ext4", "EXTVOL"));
    }

    @Test
    void an_exfat_volume_is_read_without_asking_the_library_for_statistics() throws Exception {
        Path disk = disk(16 * MEBIBYTE);
        Shell.must("mkfs.exfat", disk.toString());

        Extracted found = Extracted.of(worker, disk);

        assertThat(found.plan.volumes()).extracting(Worker.Volume::fileSystem).containsExactly("exfat");
        assertThat(found.files.stream().map(SleuthKit.Name::of))
                .containsExactlyInAnyOrderElementsOf(SleuthKit.at(disk, 0).names().stream()
                        .map(Object::toString)
                        .toList());
        assertThat(found.gaps).isEmpty();
    }

    @Test
    void what_is_no_image_is_refused_by_name() {
        assertThatThrownBy(() -> worker.identify(List.of(folder.resolve("missing.E01"))))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("missing.E01");
    }
}
