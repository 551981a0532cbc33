package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and folders that no honest user makes, and some that one does. */
class OddTreesTest {

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

    /** A tree made by a shell script, for names that Java cannot write. */
    private Extracted tree(String script) throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Shell.must(List.of("bash", "-c", script), tree, Map.of());
        return Extracted.of(worker, Disk.ext4(folder.resolve("disk.raw"), tree, 8));
    }

    @Test
    void names_with_newlines_quotes_and_255_bytes_come_as_they_are() throws Exception {
        String longest = "n".repeat(251) + ".txt";
        Extracted found = tree("printf 1 > $'new\\nline'; printf 2 > '\"quoted\", with comma'; printf 3 > " + longest
                + "; printf 4 > $'tab\\there'; printf 5 > 'semi;colon$(x)'; printf 6 > ' leading and trailing '");

        assertThat(found.files)
                .extracting(FoundFile::path)
                .containsExactlyInAnyOrder(
                        "/new\nline",
                        "/\"quoted\", with comma",
                        "/" + longest,
                        "/tab\there",
                        "/semi;colon$(x)",
                        "/ leading and trailing ");
        assertThat(found.files).allMatch(file -> file.status() == FoundFile.Status.HASHED && file.rawPath() == null);
    }

    @Test
    void invalid_utf_8_is_shown_with_a_replacement_and_its_bytes_are_kept() throws Exception {
        Extracted found = tree("mkdir $'d\\xff'; printf x > $'d\\xff/caf\\xe9.jpg'; printf y > 'café'");

        assertThat(found.files)
                .filteredOn(file -> file.rawPath() != null)
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.path()).isEqualTo("/d\ufffd/caf\ufffd.jpg");
                    assertThat(file.rawPath())
                            .isEqualTo("/d\u00ff/caf\u00e9.jpg".getBytes(StandardCharsets.ISO_8859_1));
                });
        assertThat(found.files)
                .filteredOn(file -> file.rawPath() == null)
                .extracting(FoundFile::path)
                .containsExactly("/café");
    }

    @Test
    void folders_deeper_than_the_librarys_own_limit_are_walked() throws Exception {
        Extracted found =
                tree("p=.; for i in $(seq 300); do p=$p/d; done; mkdir -p $p; echo deep > $p/leaf; echo z > z");

        assertThat(found.files)
                .extracting(FoundFile::path)
                .containsExactlyInAnyOrder("/" + "d/".repeat(300) + "leaf", "/z");
        assertThat(found.gaps).isEmpty();
    }

    @Test
    void folders_that_hold_each_other_end() throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        for (String name : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            Files.createDirectories(tree.resolve(name));
            Files.writeString(tree.resolve(name).resolve("file-" + name), name);
        }
        Path disk = Disk.ext4(folder.resolve("disk.raw"), tree, 8);
        StringBuilder commands = new StringBuilder();
        for (String in : "abcdefgh".split("")) {
            for (String to : "abcdefgh".split("")) {
                commands.append("ln /")
                        .append(to)
                        .append(" /")
                        .append(in)
                        .append("/to-")
                        .append(to)
                        .append('\n');
            }
        }
        Path script = Files.writeString(folder.resolve("commands"), commands);
        Shell.must("debugfs", "-w", "-f", script.toString(), disk.toString());

        Extracted found = Extracted.of(worker, disk);

        assertThat(found.files.stream()
                        .map(file -> file.path().substring(file.path().lastIndexOf('/'))))
                .contains("/file-a", "/file-b", "/file-c", "/file-d", "/file-e", "/file-f", "/file-g", "/file-h");
        assertThat(found.gaps).isNotEmpty().allSatisfy(gap -> {
            assertThat(gap.kind()).isEqualTo("WALK_STOPPED");
            assertThat(gap.reason()).contains("paths");
        });
        assertThat(found.files.size()).isLessThan(2000);
    }

    @Test
    void a_size_that_lies_is_not_believed() throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(tree.resolve("liar"), "short");
        Files.writeString(tree.resolve("honest"), "honest");
        Path disk = Disk.ext4(folder.resolve("disk.raw"), tree, 8);
        Shell.must("debugfs", "-w", "-R", "set_inode_field /liar size 0x10000000000000", disk.toString());

        Extracted found = Extracted.of(worker, disk);

        assertThat(found.files)
                .filteredOn(file -> file.path().equals("/liar"))
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.status()).isEqualTo(FoundFile.Status.UNREADABLE);
                    assertThat(file.reason()).contains("claims", "bytes on a device of");
                });
        assertThat(found.files)
                .filteredOn(file -> file.path().equals("/honest"))
                .extracting(FoundFile::status)
                .containsExactly(FoundFile.Status.HASHED);
    }

    @Test
    void links_pipes_and_devices_are_rows_with_a_reason() throws Exception {
        Extracted found = tree("ln -s target link; mkfifo pipe; mknod device c 1 3; truncate -s 3M sparse");

        assertThat(found.files)
                .extracting(FoundFile::path)
                .containsExactlyInAnyOrder("/link", "/pipe", "/device", "/sparse");
        assertThat(found.files)
                .filteredOn(file -> file.path().equals("/pipe") || file.path().equals("/device"))
                .allSatisfy(file -> {
                    assertThat(file.status()).isEqualTo(FoundFile.Status.SKIPPED);
                    assertThat(file.reason()).contains("no content");
                });
        assertThat(found.files)
                .filteredOn(file -> file.path().equals("/sparse"))
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.size()).isEqualTo(3 << 20);
                    assertThat(Extracted.hex(file.sha256())).isEqualTo(SleuthKit.sha256(new byte[3 << 20]));
                });
        assertThat(found.files)
                .filteredOn(file -> file.path().equals("/link"))
                .extracting(FoundFile::mime)
                .containsExactly("inode/symlink");
    }

    @Test
    void times_have_the_file_systems_precision() throws Exception {
        tree("touch -d '2021-03-04 05:06:07 UTC' file");
        Path disk = folder.resolve("disk.raw");
        long nanoseconds = 123_456_789L << 2;
        Shell.must("debugfs", "-w", "-R", "set_inode_field /file mtime_extra " + nanoseconds, disk.toString());

        Extracted found = Extracted.of(worker, disk);

        assertThat(found.files).extracting(FoundFile::modified).containsExactly("2021-03-04T05:06:07.123456789Z");
    }

    @Test
    void discs_with_rock_ridge_and_joliet_names_are_those_of_fls() throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree/Folder with a long name"));
        Files.writeString(tree.resolve("A file with a long name.text"), "content");
        Files.write(tree.resolve("empty"), new byte[0]);
        Path disc = folder.resolve("disc.iso");
        Shell.must(
                "genisoimage",
                "-quiet",
                "-R",
                "-J",
                "-o",
                disc.toString(),
                folder.resolve("tree").toString());

        Extracted found = Extracted.of(worker, disc);

        assertThat(found.files.stream().map(SleuthKit.Name::of)).containsExactlyInAnyOrderElementsOf(names(disc));
        assertThat(found.files)
                .extracting(FoundFile::path)
                .contains("/Folder with a long name/A file with a long name.text");
    }

    private static List<String> names(Path image) throws IOException, InterruptedException {
        return SleuthKit.at(image, 0).names().stream().map(Object::toString).toList();
    }
}
