package org.curlew.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.application.Application;
import org.curlew.storage.database.EmbeddedDatabase;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.ObjectStoreSettings;
import org.curlew.storage.objects.S3ObjectStore;
import org.curlew.storage.objects.TestObjectServer;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/** Backup, restore and the store's check on servers of the force's own, by the application's settings alone. */
class SecondServerCommandsTest {

    private static final String BUCKET = "curlew.objects.bucket";
    private static final String DATABASE = "spring.datasource.url";
    private static final byte[] MEDIA = "a picture".getBytes(StandardCharsets.US_ASCII);
    private static final String SHA256 = ObjectContent.of(MEDIA).sha256();

    @TempDir
    Path folder;

    private final TestObjectServer server = TestObjectServer.independent();
    private final ObjectStoreSettings first = server.settings("first");
    private final ObjectStoreSettings second = server.settings("second");

    private record Said(int exit, String out) {}

    private EmbeddedDatabase postgres;

    @BeforeEach
    void settings() {
        postgres = EmbeddedDatabase.start(folder.resolve("postgres"));
        System.setProperty(DATABASE, emptyDatabase("one"));
        System.setProperty("spring.datasource.username", postgres.user());
        System.setProperty("curlew.objects.endpoint", first.endpoint().toString());
        System.setProperty("curlew.objects.access-key", first.accessKey());
        System.setProperty("curlew.objects.secret-key", first.secretKey());
        System.setProperty(BUCKET, first.bucket());
    }

    @AfterEach
    void noSettings() {
        for (String name : List.of("endpoint", "access-key", "secret-key", "bucket")) {
            System.clearProperty("curlew.objects." + name);
        }
        System.clearProperty(DATABASE);
        System.clearProperty("spring.datasource.username");
        postgres.close();
    }

    private String emptyDatabase(String name) {
        new JdbcTemplate(postgres.dataSource()).execute("create database " + name);
        return postgres.url(name);
    }

    @Test
    void a_destroyed_data_folder_comes_back_with_the_store_that_is_left_or_with_the_saved_objects_in_another()
            throws Exception {
        Path data = folder.resolve("data");
        Path listed = folder.resolve("listed");
        Path saved = folder.resolve("saved");
        try (Application application = Application.start(data, Map.of());
                PackWriter writer = application.get(MediaPacks.class).writer("test")) {
            writer.put(SHA256, MEDIA.length, new ByteArrayInputStream(MEDIA));
            writer.flush();
        }
        assertThat(run("backup", "--inventory-only", "--out", listed))
                .extracting(Said::exit)
                .isEqualTo(ExitCodes.COMPLETE);
        assertThat(run("backup", "--out", saved)).extracting(Said::exit).isEqualTo(ExitCodes.COMPLETE);
        assertThat(listed.resolve("objects/00000001")).doesNotExist();
        assertThat(List.of(data.resolve("database"), data.resolve("objects/objects")))
                .as("embedded servers' folders")
                .noneMatch(Files::exists);

        FileSystemUtils.deleteRecursively(data);
        assertThat(run("restore", "--from", listed))
                .as("into the database that is in use")
                .extracting(Said::exit)
                .isEqualTo(ExitCodes.REFUSED);
        FileSystemUtils.deleteRecursively(data);
        System.setProperty(DATABASE, emptyDatabase("two"));
        assertThat(run("restore", "--from", saved))
                .as("into the bucket that is in use")
                .extracting(Said::exit)
                .isEqualTo(ExitCodes.REFUSED);
        FileSystemUtils.deleteRecursively(data);
        assertThat(run("restore", "--from", listed)).extracting(Said::exit).isEqualTo(ExitCodes.COMPLETE);
        assertThat(run("fsck").out()).contains("1 packs read", ": sound");

        FileSystemUtils.deleteRecursively(data);
        System.setProperty(DATABASE, emptyDatabase("three"));
        System.setProperty(BUCKET, second.bucket());
        assertThat(run("restore", "--from", saved)).extracting(Said::exit).isEqualTo(ExitCodes.COMPLETE);
        try (ObjectStore store = S3ObjectStore.connect(second)) {
            store.put("packs/left", ObjectContent.of(new byte[10]));
            store.put("notes.txt", ObjectContent.of(new byte[10]));
            assertThat(run("fsck", "--delete-extra")).isEqualTo(new Said(ExitCodes.COMPLETE, """
                    1 packs read, 0 image parts compared by name and size: sound
                    extra      packs/left
                    stranger   notes.txt: nothing of ours has such a name; look at it, then remove it from the store
                    1 extra objects among the packs and 0 unfinished uploads were deleted
                    """));
            assertThat(store.head("packs/left")).isEmpty();
            assertThat(store.head("notes.txt")).isPresent();
        }
        try (Application application = Application.start(data, Map.of())) {
            assertThat(application.get(MediaPacks.class).read(SHA256)).isEqualTo(MEDIA);
        }
    }

    private Said run(String command, Object... options) {
        List<String> line = new ArrayList<>(
                List.of(command, "--data", folder.resolve("data").toString()));
        for (Object option : options) {
            line.add(option.toString());
        }
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
}
