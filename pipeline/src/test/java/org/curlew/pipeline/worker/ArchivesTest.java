package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies inside archives on a device, honest ones and hostile ones. */
class ArchivesTest {

    private static final byte[] JPEG = jpeg(900);
    private static final byte[] TEXT = "a note\n".repeat(50).getBytes(StandardCharsets.UTF_8);
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

    private static byte[] jpeg(int length) {
        byte[] bytes = new byte[length];
        new Random(3).nextBytes(bytes);
        byte[] head = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0};
        System.arraycopy(head, 0, bytes, 0, head.length);
        return bytes;
    }

    private Extracted extract(String name, byte[] archive) throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.write(tree.resolve(name), archive);
        return Extracted.of(worker, Disk.ext4(folder.resolve("disk.raw"), tree, 24));
    }

    private static Map<String, byte[]> contents() {
        Map<String, byte[]> contents = new java.util.LinkedHashMap<>();
        contents.put("holiday/picture.jpg", JPEG);
        contents.put("note.txt", TEXT);
        contents.put("empty", new byte[0]);
        return contents;
    }

    private static byte[] zip(Map<String, byte[]> contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> content : contents.entrySet()) {
                zip.putNextEntry(new ZipEntry(content.getKey()));
                zip.write(content.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] tar(Map<String, byte[]> contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> content : contents.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(content.getKey());
                entry.setSize(content.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(content.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private byte[] sevenZip(Map<String, byte[]> contents) throws IOException {
        Path file = folder.resolve("made.7z");
        try (SevenZOutputFile out = new SevenZOutputFile(file.toFile())) {
            for (Map.Entry<String, byte[]> content : contents.entrySet()) {
                SevenZArchiveEntry entry = new SevenZArchiveEntry();
                entry.setName(content.getKey());
                out.putArchiveEntry(entry);
                out.write(content.getValue());
                out.closeArchiveEntry();
            }
        }
        return Files.readAllBytes(file);
    }

    private interface Packer {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] packed(byte[] content, Packer packer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packer.over(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static void holds(Extracted found, String container, Map<String, byte[]> contents) {
        assertThat(found.files)
                .filteredOn(file -> file.container().equals(container))
                .extracting(FoundFile::path, FoundFile::size, file -> Extracted.hex(file.sha256()))
                .containsExactlyInAnyOrderElementsOf(contents.entrySet().stream()
                        .map(content -> Tuple.tuple(
                                "/" + content.getKey(),
                                (long) content.getValue().length,
                                SleuthKit.sha256(content.getValue())))
                        .toList());
    }

    @Test
    void members_of_every_format_are_files_of_their_own() throws Exception {
        Map<String, byte[]> archives = Map.of(
                "a.zip",
                zip(contents()),
                "a.tar",
                tar(contents()),
                "a.7z",
                sevenZip(contents()),
                "a.rar",
                RarFile.of(contents()));
        for (Map.Entry<String, byte[]> archive : archives.entrySet()) {
            Extracted found = extract(archive.getKey(), archive.getValue());
            holds(found, "/" + archive.getKey(), contents());
            assertThat(found.gaps).as(archive.getKey()).isEmpty();
        }
    }

    @Test
    void the_time_of_a_rar_member_is_the_packers_local_time_and_says_no_zone() throws Exception {
        Extracted found = extract("a.rar", RarFile.of(contents()));

        assertThat(found.files)
                .filteredOn(file -> file.container().equals("/a.rar"))
                .extracting(FoundFile::modified)
                .hasSize(3)
                .containsOnly(RarFile.MODIFIED);
    }

    @Test
    void a_member_is_typed_by_content_and_as_deleted_as_its_archive() throws Exception {
        Extracted found = extract("a.zip", zip(Map.of("renamed.dat", JPEG)));

        assertThat(found.files)
                .filteredOn(file -> !file.container().isEmpty())
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.mime()).isEqualTo("image/jpeg");
                    assertThat(file.allocated()).isTrue();
                    assertThat(file.status()).isEqualTo(FoundFile.Status.HASHED);
                });
    }

    @Test
    void single_compressed_files_are_opened_and_named_after_their_archive() throws Exception {
        Map<String, Packer> packers = new HashMap<>();
        packers.put("note.txt.gz", GZIPOutputStream::new);
        packers.put("note.txt.bz2", BZip2CompressorOutputStream::new);
        packers.put("note.txt.xz", XZCompressorOutputStream::new);
        for (Map.Entry<String, Packer> packer : packers.entrySet()) {
            Extracted found = extract(packer.getKey(), packed(TEXT, packer.getValue()));
            holds(found, "/" + packer.getKey(), Map.of("note.txt", TEXT));
        }
    }

    @Test
    void archives_in_archives_are_opened_to_the_fourth() throws Exception {
        byte[] inner = zip(Map.of("picture.jpg", JPEG));
        for (int i = 0; i < 4; i++) {
            inner = zip(Map.of("inner" + i + ".zip", inner));
        }
        Extracted found = extract("outer.zip", inner);

        assertThat(found.files)
                .extracting(FoundFile::container)
                .contains("/outer.zip/inner3.zip/inner2.zip/inner1.zip");
        assertThat(found.files)
                .extracting(FoundFile::path)
                .contains("/inner0.zip")
                .doesNotContain("/picture.jpg");
        assertThat(found.gaps).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo("ARCHIVE_LIMIT");
            assertThat(gap.path()).endsWith("/inner1.zip/inner0.zip");
            assertThat(gap.reason()).contains("deeper than 4");
        });
    }

    @Test
    void a_compressed_tar_gives_the_tar_and_what_is_in_it() throws Exception {
        Extracted found = extract("all.tar.gz", packed(tar(contents()), GZIPOutputStream::new));

        holds(found, "/all.tar.gz/all.tar", contents());
    }

    @Test
    void of_a_document_only_the_media_are_listed() throws Exception {
        Map<String, byte[]> document = new java.util.LinkedHashMap<>();
        document.put("[Content_Types].xml", "<Types/>".getBytes(StandardCharsets.UTF_8));
        document.put("word/document.xml", TEXT);
        document.put("word/media/image1.bin", JPEG);
        Extracted found = extract("letter.docx", zip(document));

        assertThat(found.files)
                .filteredOn(file -> file.path().equals("/letter.docx"))
                .extracting(FoundFile::mime)
                .containsExactly("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        holds(found, "/letter.docx", Map.of("word/media/image1.bin", JPEG));
    }

    @Test
    void a_name_that_would_escape_is_only_a_name() throws Exception {
        String mark = "curlew-escaped-" + System.nanoTime();
        String climbing = "../../../../" + mark;
        String absolute = folder.resolve(mark).toString();
        String windows = "..\\..\\" + mark;
        for (Map.Entry<String, byte[]> archive : Map.of(
                        "evil.zip", zip(Map.of(climbing, TEXT, absolute, TEXT, windows, TEXT, mark, TEXT)),
                        "evil.rar", RarFile.of(Map.of(climbing, TEXT, absolute, TEXT, mark, TEXT)))
                .entrySet()) {
            Extracted found = extract(archive.getKey(), archive.getValue());

            assertThat(found.files)
                    .filteredOn(file -> file.container().equals("/" + archive.getKey()))
                    .extracting(FoundFile::path)
                    .contains("/" + climbing, absolute, "/" + mark)
                    .hasSize(archive.getKey().equals("evil.zip") ? 4 : 3);
        }
        assertThat(Path.of(absolute)).doesNotExist();
        for (Path at : List.of(Path.of("").toAbsolutePath(), Path.of(System.getProperty("java.io.tmpdir")), folder)) {
            for (Path up = at.toAbsolutePath(); up != null; up = up.getParent()) {
                assertThat(up.resolve(mark)).doesNotExist();
                assertThat(up.resolve(windows)).doesNotExist();
            }
        }
    }

    @Test
    void a_bomb_ends_in_a_stated_gap_and_keeps_what_came_before() throws Exception {
        Map<String, byte[]> contents = new java.util.LinkedHashMap<>();
        contents.put("first.txt", TEXT);
        contents.put("zeros", new byte[100 << 20]);
        contents.put("last.txt", TEXT);
        Extracted found = extract("bomb.zip", zip(contents));

        assertThat(found.gaps).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo("ARCHIVE_LIMIT");
            assertThat(gap.path()).isEqualTo("/bomb.zip");
            assertThat(gap.reason()).contains("200 times");
        });
        assertThat(found.files)
                .filteredOn(file -> !file.container().isEmpty())
                .extracting(FoundFile::path, FoundFile::status)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("/first.txt", FoundFile.Status.HASHED),
                        Tuple.tuple("/zeros", FoundFile.Status.UNREADABLE));
    }

    @Test
    void a_broken_archive_keeps_the_members_before_the_damage() throws Exception {
        byte[] whole = zip(Map.of("picture.jpg", JPEG));
        byte[] archive = tar(contents());
        Extracted cut = extract("cut.tar", Arrays.copyOf(archive, 2 * 512 + 1024 + 100));
        assertThat(cut.files).extracting(FoundFile::path).contains("/holiday/picture.jpg");
        assertThat(cut.gaps).extracting(Worker.Gap::kind).contains("BROKEN_ARCHIVE");

        Extracted headless = extract("cut.zip", Arrays.copyOf(whole, whole.length - 30));
        assertThat(headless.gaps).extracting(Worker.Gap::kind).containsOnly("BROKEN_ARCHIVE");
        assertThat(headless.files).extracting(FoundFile::path).contains("/picture.jpg");
    }

    @Test
    void a_member_whose_checksum_is_wrong_is_unreadable_and_told() throws Exception {
        byte[] archive = zip(contents());
        archive[60] ^= 0x55;
        Extracted found = extract("flipped.zip", archive);

        assertThat(found.files)
                .filteredOn(file -> file.path().equals("/holiday/picture.jpg"))
                .extracting(FoundFile::status)
                .containsExactly(FoundFile.Status.UNREADABLE);
        assertThat(found.files)
                .filteredOn(file -> file.path().equals("/note.txt"))
                .extracting(FoundFile::status)
                .containsExactly(FoundFile.Status.HASHED);
        assertThat(found.gaps).extracting(Worker.Gap::kind).containsExactly("BROKEN_ARCHIVE");
    }

    @Test
    void an_encrypted_archive_is_told_once_with_the_names_it_gives() throws Exception {
        byte[] archive = zip(contents());
        for (int i = 0; i + 46 < archive.length; i++) {
            if (archive[i] == 'P' && archive[i + 1] == 'K' && archive[i + 2] == 1 && archive[i + 3] == 2) {
                archive[i + 8] |= 1;
            }
        }
        Extracted found = extract("secret.zip", archive);

        assertThat(found.gaps).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo("ENCRYPTED_ARCHIVE");
            assertThat(gap.path()).isEqualTo("/secret.zip");
            assertThat(gap.reason()).contains("password");
        });
        assertThat(found.files)
                .filteredOn(file -> !file.container().isEmpty())
                .hasSize(3)
                .allMatch(file -> file.status() == FoundFile.Status.SKIPPED);
    }

    @Test
    void an_archive_larger_than_a_buffer_is_read_from_the_device() throws Exception {
        byte[] big = new byte[3 << 20];
        new Random(4).nextBytes(big);
        Extracted found = extract("big.zip", zip(Map.of("big.bin", big, "note.txt", TEXT)));

        holds(found, "/big.zip", Map.of("big.bin", big, "note.txt", TEXT));
    }

    @Test
    void what_was_found_in_archives_can_be_read_again() throws Exception {
        Map<String, byte[]> contents = contents();
        contents.put("inner.zip", zip(Map.of("deep.jpg", JPEG)));
        Extracted found = extract("again.zip", zip(contents));
        List<FoundFile> members =
                found.files.stream().filter(file -> !file.container().isEmpty()).toList();
        Map<Integer, String> given = new HashMap<>();

        worker.content(
                List.of(folder.resolve("disk.raw")),
                members.stream().map(FoundFile::locator).toList(),
                new Worker.ContentSink() {
                    @Override
                    public void content(int index, long size, java.io.InputStream bytes) throws IOException {
                        given.put(index, SleuthKit.sha256(bytes.readAllBytes()));
                    }

                    @Override
                    public void unreadable(int index, String reason) {
                        given.put(index, reason);
                    }
                },
                (bytes, total, files) -> {});

        assertThat(members).hasSize(5);
        for (int i = 0; i < members.size(); i++) {
            assertThat(given.get(i)).isEqualTo(Extracted.hex(members.get(i).sha256()));
        }
    }
}
