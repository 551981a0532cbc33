package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** File systems that few devices have, against fls and icat, and one that nobody reads without its password. */
class RareFileSystemsTest {

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

    private static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** UFS2's superblock is sought at 64 KiB: a block of that size puts the first copy there. */
    @ParameterizedTest
    @CsvSource({"le,'version=1',4", "be,'version=1',4", "le,'version=2,bsize=65536,fsize=65536',32"})
    void ufs_gives_the_names_of_fls_and_the_contents_put_in(String order, String options, int mebibytes)
            throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree/sub/deep"));
        Map<String, byte[]> contents = Map.of(
                "/note.txt", random(1, 6), "/sub/big.bin", random(2, 300_000), "/sub/deep/mid.bin", random(3, 5000));
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            Files.write(folder.resolve("tree" + file.getKey()), file.getValue());
        }
        Path disk = folder.resolve("ufs.img");
        Shell.must(
                List.of(
                        "makefs",
                        "-t",
                        "ffs",
                        "-B",
                        order,
                        "-s",
                        mebibytes + "m",
                        "-o",
                        options,
                        disk.toString(),
                        tree.getParent().getParent().toString()),
                folder,
                Map.of("PATH", System.getenv("PATH") + ":/usr/sbin"));

        Extracted found = asThePeers(disk, "ufs");

        contents.forEach((path, bytes) -> holds(found, path, bytes));
    }

    @Test
    void yaffs2_gives_the_names_of_fls_and_the_contents_put_in() throws Exception {
        byte[] small = random(4, 700);
        byte[] large = random(5, 40_000);
        Yaffs2Image image = new Yaffs2Image();
        int pictures = image.folder("pictures");
        image.file(Yaffs2Image.ROOT, "note.txt", small);
        image.file(pictures, "large.bin", large);
        Path disk = image.write(folder.resolve("yaffs2.img"));

        Extracted found = asThePeers(disk, "yaffs2");

        holds(found, "/note.txt", small);
        holds(found, "/pictures/large.bin", large);
    }

    @Test
    void files_that_hfs_plus_compresses_are_read_unpacked_as_icat_does() throws Exception {
        byte[] inAttribute =
                "compressed in the attribute itself\n".repeat(60).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Path disk = Files.copy(TestImages.image("dfvfs-hfsplus.raw"), folder.resolve("hfs.raw"));
        disk.toFile().setWritable(true);
        HfsCompression.apply(disk, inAttribute);

        Extracted found = asThePeers(disk, "hfs");

        holds(found, "/passwords.txt", inAttribute);
    }

    @Test
    void core_storage_is_told_as_encrypted_with_what_to_ask_for() throws Exception {
        Path disk = Disk.sparse(folder.resolve("disk.raw"), 4 * MEBIBYTE);
        byte[] header = new byte[512];
        System.arraycopy(new byte[] {1, 0, 0x10, 0}, 0, header, 8, 4);
        System.arraycopy(new byte[] {'C', 'S', 1, 0}, 0, header, 88, 4);
        Disk.write(disk, 0, header);
        Disk.write(disk, MEBIBYTE, random(7, MEBIBYTE));

        Worker.DevicePlan plan = worker.plan(List.of(disk));

        assertThat(plan.volumes()).singleElement().satisfies(volume -> {
            assertThat(volume.status()).isEqualTo(Worker.VolumeStatus.ENCRYPTED);
            assertThat(volume.reason()).contains("Core Storage", "FileVault", "recovery key");
        });
        assertThat(plan.gaps()).extracting(Worker.Gap::kind).containsExactly("ENCRYPTED_VOLUME");
        assertThat(plan.segments()).isEmpty();
    }

    private static Extracted asThePeers(Path disk, String fileSystem) throws IOException, InterruptedException {
        Extracted found = Extracted.of(worker, disk);
        assertThat(found.plan.volumes()).singleElement().satisfies(volume -> {
            assertThat(volume.status()).as(volume.reason()).isEqualTo(Worker.VolumeStatus.READ);
            assertThat(volume.fileSystem()).isEqualTo(fileSystem);
        });
        SleuthKit tools = SleuthKit.at(disk, 0);
        assertThat(found.volume(0).stream().map(SleuthKit.Name::of))
                .containsExactlyInAnyOrderElementsOf(
                        tools.names().stream().map(Object::toString).toList());
        for (FoundFile file : found.volume(0)) {
            if (file.status() == FoundFile.Status.HASHED) {
                assertThat(Extracted.hex(file.sha256())).as(file.path()).isEqualTo(tools.content(file));
            }
        }
        return found;
    }

    private static void holds(Extracted found, String path, byte[] content) {
        assertThat(found.files)
                .filteredOn(file -> file.path().equals(path) && file.allocated())
                .as(path)
                .anySatisfy(file -> {
                    assertThat(file.status()).as(file.reason()).isEqualTo(FoundFile.Status.HASHED);
                    assertThat(file.size()).isEqualTo(content.length);
                    assertThat(Extracted.hex(file.sha256())).isEqualTo(SleuthKit.sha256(content));
                });
    }
}
