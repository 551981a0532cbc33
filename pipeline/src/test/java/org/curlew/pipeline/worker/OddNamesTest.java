package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that are no text, patched into images: half a surrogate pair on NTFS and FAT, NUL on HFS+. */
class OddNamesTest {

    private static final byte[] CONTENT = "found under an odd name\n".getBytes(StandardCharsets.US_ASCII);
    private static final Map<String, String> TOOLS = Map.of("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin");
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

    @Test
    void half_a_surrogate_pair_on_ntfs_loses_neither_file_nor_row() throws Exception {
        Path disk = Disk.sparse(folder.resolve("ntfs.raw"), 8 << 20);
        Path file = Files.write(folder.resolve("content"), CONTENT);
        must("mkntfs", "-F", "-Q", "-q", disk.toString());
        must("ntfscp", "-f", disk.toString(), file.toString(), "Aq9Zodd.txt");
        patch(disk, "Aq9Z", "A\ud8009Z", StandardCharsets.UTF_16LE);

        holds(disk, CONTENT);
    }

    @Test
    void half_a_surrogate_pair_in_a_long_name_on_fat_loses_neither_file_nor_row() throws Exception {
        Path disk = Disk.sparse(folder.resolve("fat.raw"), 4 << 20);
        Path file = Files.write(folder.resolve("content"), CONTENT);
        must("mkfs.vfat", disk.toString());
        must("mcopy", "-i", disk.toString(), file.toString(), "::Aq9Zo long name.text");
        patch(disk, "Aq9Z", "A\ud8009Z", StandardCharsets.UTF_16LE);

        holds(disk, CONTENT);
    }

    @Test
    void nul_in_a_name_on_hfs_plus_loses_neither_file_nor_row() throws Exception {
        Path disk = Files.copy(TestImages.image("dfvfs-hfsplus.raw"), folder.resolve("hfs.raw"));
        assertThat(disk.toFile().setWritable(true)).isTrue();
        byte[] passwords = Extracted.of(worker, disk).files.stream()
                .filter(file -> file.path().equals("/passwords.txt"))
                .map(FoundFile::sha256)
                .findFirst()
                .orElseThrow();
        patch(disk, "passwords.txt", "pass\0ords.txt", StandardCharsets.UTF_16BE);

        holds(disk, found -> Extracted.hex(found.sha256()).equals(Extracted.hex(passwords)));
    }

    private void must(String... command) throws IOException, InterruptedException {
        Shell.must(List.of(command), folder, TOOLS);
    }

    /** Replaces every occurrence; Java's own encoders would refuse half a pair. */
    private static void patch(Path disk, String from, String to, Charset units) throws IOException {
        byte[] bytes = Files.readAllBytes(disk);
        byte[] old = bytes(from, units);
        byte[] odd = bytes(to, units);
        int patched = 0;
        for (int at = 0; at + old.length <= bytes.length; at++) {
            if (java.util.Arrays.equals(bytes, at, at + old.length, old, 0, old.length)) {
                System.arraycopy(odd, 0, bytes, at, odd.length);
                patched++;
            }
        }
        assertThat(patched).as("names patched").isPositive();
        Files.write(disk, bytes);
    }

    private static byte[] bytes(String text, Charset units) {
        byte[] bytes = new byte[2 * text.length()];
        boolean big = units.equals(StandardCharsets.UTF_16BE);
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i + (big ? 0 : 1)] = (byte) (text.charAt(i) >> 8);
            bytes[2 * i + (big ? 1 : 0)] = (byte) text.charAt(i);
        }
        return bytes;
    }

    private static void holds(Path disk, byte[] content) throws IOException, InterruptedException {
        holds(disk, file -> Extracted.hex(file.sha256()).equals(SleuthKit.sha256(content)));
    }

    private static void holds(Path disk, java.util.function.Predicate<FoundFile> isIt)
            throws IOException, InterruptedException {
        Extracted found = Extracted.of(worker, disk);
        assertThat(found.volume(0))
                .extracting(SleuthKit.Name::of)
                .containsExactlyInAnyOrderElementsOf(SleuthKit.at(disk, 0).names().stream()
                        .map(SleuthKit.Name::toString)
                        .toList());
        assertThat(found.files)
                .filteredOn(file -> file.status() == FoundFile.Status.HASHED)
                .anyMatch(isIt);
        assertThat(found.files).allSatisfy(file -> assertThat(
                        new String(file.path().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .as("well-formed")
                .isEqualTo(file.path()));
    }
}
