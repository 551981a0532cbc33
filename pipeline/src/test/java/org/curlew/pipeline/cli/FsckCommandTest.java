package org.curlew.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.imagestore.StoredImages;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackErasure;
import org.curlew.storage.packs.PackWriter;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

class FsckCommandTest {

    @TempDir
    Path folder;

    private Path data;

    private record Said(int exit, String out) {}

    @BeforeEach
    void store() throws Exception {
        data = folder.resolve("data");
        try (Application application = Application.start(data, Map.of())) {
            try (PackWriter writer = application.get(MediaPacks.class).writer("test")) {
                for (String media : List.of("one", "two")) {
                    byte[] bytes = media.getBytes(StandardCharsets.US_ASCII);
                    writer.put(sha256(bytes), bytes.length, new ByteArrayInputStream(bytes));
                }
                writer.flush();
            }
            StoredImages.Part part = part(application);
            application.get(ObjectStore.class).put(part.key(0), ObjectContent.of(new byte[1000]));
            application.get(StoredImages.class).moved(List.of(part));
        }
    }

    private StoredImages.Part part(Application application) throws Exception {
        long exhibit = application
                .get(Exhibits.class)
                .bookIn("OP-TEST", "EX/1", "test")
                .id();
        long acquisition = application
                .get(Acquisitions.class)
                .take(
                        exhibit,
                        List.of(Files.write(folder.resolve("disk.raw"), new byte[1000])),
                        Acquisition.Declared.NONE,
                        List.of(),
                        null)
                .id();
        return StoredImages.part(exhibit, acquisition, 0, "disk.raw", 1000);
    }

    @Test
    void a_whole_store_is_sound_and_what_is_damaged_or_missing_is_named() throws Exception {
        assertThat(fsck()).isEqualTo(new Said(ExitCodes.COMPLETE, """
                1 packs read, 1 image parts compared by name and size: sound
                """));

        Path pack = only(objects().resolve("packs"));
        byte[] bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 1;
        Files.write(pack, bytes);
        assertThat(fsck("--names-only").exit()).isEqualTo(ExitCodes.COMPLETE);
        assertThat(fsck().exit()).isEqualTo(ExitCodes.PARTIAL);
        assertThat(fsck().out()).contains("NOT sound", "damaged    packs/", "its digest is not the one");

        Files.delete(pack);
        Files.delete(only(objects().resolve("images")));
        Said gone = fsck("--names-only");
        assertThat(gone.exit()).isEqualTo(ExitCodes.PARTIAL);
        assertThat(gone.out()).contains("missing    packs/", "missing    images/", ", of disk.raw");
    }

    @Test
    void an_image_that_was_cut_short_is_named() throws Exception {
        Files.write(only(objects().resolve("images")), new byte[999]);

        assertThat(fsck("--names-only").out()).contains("damaged    images/", "it has 999 of 1000 bytes of disk.raw");
    }

    @Test
    void what_others_put_there_is_named_and_on_request_what_lies_among_the_packs_is_deleted() throws Exception {
        Path packs = objects().resolve("packs");
        Path copied = only(packs);
        byte[] pack = Files.readAllBytes(copied);
        // a copy of the file alone, without the attributes that the server gave it
        Files.delete(copied);
        Files.write(copied, pack);
        Path index = Files.write(packs.resolve("Thumbs\n.db"), new byte[10]);
        Path left = left(packs, "ab".repeat(16), Duration.ofHours(2));
        Path onItsWay = left(packs, "cd".repeat(16), Duration.ofMinutes(1));
        Path notes = Files.write(objects().resolve("notes.txt"), new byte[10]);
        Path note = Files.write(only(objects().resolve("images")).resolveSibling("note"), new byte[10]);
        Path link = Files.createSymbolicLink(packs.resolve("link"), Path.of("nowhere"));
        String found = """
                1 packs read, 1 image parts compared by name and size: sound
                extra      packs/Thumbs?.db
                extra      packs/ab/%s.pack
                stranger   images/1/1/00000/note: nothing of ours has such a name; look at it, then remove it from the store
                stranger   notes.txt: nothing of ours has such a name; look at it, then remove it from the store
                stranger   %s: no object, but a link, a pipe or a name that is not text; look at it, then remove it
                """.formatted("ab".repeat(16), link);

        assertThat(fsck()).isEqualTo(new Said(ExitCodes.COMPLETE, found));
        assertThat(fsck("--delete-extra"))
                .isEqualTo(new Said(
                        ExitCodes.COMPLETE,
                        found + "2 extra objects among the packs and 0 unfinished uploads were deleted\n"));

        assertThat(List.of(index, left)).noneMatch(Files::exists);
        assertThat(List.of(copied, onItsWay, notes, note)).allMatch(Files::exists);
        assertThat(fsck().out()).contains("sound", "stranger").doesNotContain("extra");
    }

    /** What a crash leaves between the object and its row. */
    private static Path left(Path packs, String id, Duration age) throws Exception {
        Path file = packs.resolve(id.substring(0, 2)).resolve(id + ".pack");
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[10]);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void compaction_frees_what_nobody_names_any_more() throws Exception {
        try (Application application = Application.start(data, Map.of())) {
            String one = sha256("one".getBytes(StandardCharsets.US_ASCII));
            PackErasure erasure = new PackErasure(application.get(JdbcTemplate.class));
            application.get(TransactionTemplate.class).executeWithoutResult(status -> {
                erasure.begin();
                erasure.erase(List.of(one), "test");
            });
        }

        assertThat(fsck("--compact").out()).contains("1 packs rewritten");

        assertThat(fsck().exit()).isEqualTo(ExitCodes.COMPLETE);
        try (Application application = Application.start(data, Map.of())) {
            assertThat(application.get(MediaPacks.class).read(sha256("two".getBytes(StandardCharsets.US_ASCII))))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("two");
        }
    }

    @Test
    void a_lost_key_is_named_and_no_new_one_is_made() throws Exception {
        Path key = only(data.resolve("keys/packs"));
        Path kept = Files.move(key, folder.resolve("kept"));
        String id = key.getFileName().toString().substring(5, 21);

        Said said = fsck();

        assertThat(said.exit()).isEqualTo(ExitCodes.PARTIAL);
        assertThat(said.out()).contains("NOT sound", "no key     " + id, "from the key backup");
        assertThat(data.resolve("keys/packs")).isEmptyDirectory();

        Files.move(kept, key);
        assertThat(fsck().exit()).isEqualTo(ExitCodes.COMPLETE);
    }

    @Test
    void a_folder_that_is_not_there_is_refused_and_not_called_sound() {
        data = folder.resolve("mistyped");

        assertThat(fsck()).isEqualTo(new Said(ExitCodes.REFUSED, ""));
        assertThat(data).doesNotExist();
    }

    private Path objects() {
        return data.resolve("objects/objects/curlew-media");
    }

    private static Path only(Path under) throws Exception {
        try (Stream<Path> files = Files.walk(under)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private Said fsck(String... options) {
        List<String> line = new ArrayList<>(List.of("fsck", "--data", data.toString()));
        line.addAll(List.of(options));
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int exit = CurlewCommand.execute(line.toArray(String[]::new));
            return new Said(exit, out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
