package org.curlew.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedObjectServerTest {

    @TempDir
    Path folder;

    @Test
    void objects_survive_a_restart_and_what_was_half_written_does_not() throws Exception {
        try (EmbeddedObjectServer server = EmbeddedObjectServer.start(folder);
                ObjectStore store = S3ObjectStore.connect(server.settings("evidence"))) {
            store.put("kept", ObjectContent.of(new byte[] {7}));
        }
        Path half = folder.resolve("objects/evidence/half.pack-0b0e6c4e-6ef8-4f3c-9f0d-5a4f6f9c8b7a");
        Files.write(half, new byte[100]);

        try (EmbeddedObjectServer server = EmbeddedObjectServer.start(folder);
                ObjectStore store = S3ObjectStore.connect(server.settings("evidence"))) {
            assertThat(store.get("kept", 0, 1)).isEqualTo(new byte[] {7});
        }
        assertThat(half).doesNotExist();
    }

    @Test
    void ranges_read_from_the_files_are_those_that_the_server_answers() {
        byte[] bytes = new byte[300_000];
        new Random(6).nextBytes(bytes);
        try (EmbeddedObjectServer server = EmbeddedObjectServer.start(folder)) {
            ObjectStoreSettings settings =
                    server.settings("evidence").withPatience(Duration.ZERO, Duration.ofSeconds(5));
            try (ObjectStore files = S3ObjectStore.connect(settings);
                    ObjectStore http = S3ObjectStore.connect(settings.withEndpoint(server.endpoint()))) {
                http.put("packs/one", ObjectContent.of(bytes));
                for (int[] range : new int[][] {{0, 300_000}, {0, 1}, {299_999, 1}, {65_530, 70_000}}) {
                    byte[] wanted = Arrays.copyOfRange(bytes, range[0], range[0] + range[1]);
                    assertThat(files.get("packs/one", range[0], range[1])).isEqualTo(wanted);
                    assertThat(http.get("packs/one", range[0], range[1])).isEqualTo(wanted);
                }
                for (ObjectStore store : List.of(files, http)) {
                    assertThatThrownBy(() -> store.get("packs/none", 0, 1))
                            .isInstanceOfSatisfying(ObjectStoreException.class, e -> assertThat(e.kind())
                                    .isEqualTo(ObjectStoreException.Kind.NOT_FOUND));
                    assertThatThrownBy(() -> store.get("packs/one", 299_990, 20))
                            .isInstanceOf(ObjectStoreException.class);
                }
                assertThatThrownBy(() -> files.get("../../secret-key", 0, 1)).isInstanceOf(RuntimeException.class);
            }
        }
    }

    @Test
    void files_that_the_server_did_not_write_are_listed_and_what_can_be_no_object_is_told_apart() throws Exception {
        try (EmbeddedObjectServer server = EmbeddedObjectServer.start(folder);
                ObjectStore store = S3ObjectStore.connect(server.settings("evidence"))) {
            store.put("packs/a", ObjectContent.of(new byte[] {7}));
            store.put("packs/z/z", ObjectContent.of(new byte[] {7}));
            store.put("packs-of-others", ObjectContent.of(new byte[] {7}));
            Path packs = folder.resolve("objects/evidence/packs");
            Files.write(packs.resolve("m\nü &"), new byte[5]);
            Path nowhere = Files.createSymbolicLink(packs.resolve("b"), Path.of("nowhere"));
            Path round = Files.createSymbolicLink(packs.resolve("c"), Path.of(".."));
            Path file = Files.createSymbolicLink(packs.resolve("d"), Path.of("a"));
            Path larger = Files.createDirectories(folder.resolve("larger-disk"));
            Files.write(larger.resolve("one"), new byte[1]);
            Files.createSymbolicLink(packs.resolve("e"), larger);

            assertThat(keys(store, "packs/")).containsExactly("packs/a", "packs/e/one", "packs/m\nü &", "packs/z/z");
            assertThat(keys(store, "packs/z")).containsExactly("packs/z/z");
            assertThat(keys(store, "packs")).contains("packs-of-others", "packs/a");
            assertThat(keys(store, "")).contains("packs-of-others", "packs/a");
            assertThat(keys(store, "none/")).isEmpty();
            assertThat(keys(store, "../../")).isEmpty();
            assertThat(store.strangers()).containsExactly(nowhere, round, file);

            store.delete("packs/m\nü &");
            assertThat(keys(store, "packs/m")).isEmpty();
        }
    }

    @Test
    void a_folder_that_is_gone_is_an_error_and_not_an_empty_listing() throws Exception {
        try (EmbeddedObjectServer server = EmbeddedObjectServer.start(folder);
                ObjectStore store = S3ObjectStore.connect(server.settings("evidence"))) {
            Files.delete(folder.resolve("objects/evidence"));

            assertThatThrownBy(() -> keys(store, ""))
                    .isInstanceOf(ObjectStoreException.class)
                    .hasMessageContaining("evidence")
                    .hasMessageContaining("check that its disk is mounted");
        }
    }

    private static List<String> keys(ObjectStore store, String prefix) {
        List<String> keys = new ArrayList<>();
        store.list(prefix, head -> keys.add(head.key()));
        return keys;
    }

    @Test
    void a_second_server_on_the_folder_is_refused() {
        try (EmbeddedObjectServer server = EmbeddedObjectServer.start(folder)) {
            assertThat(server.endpoint().getHost()).isEqualTo("127.0.0.1");
            assertThatThrownBy(() -> EmbeddedObjectServer.start(folder)).hasMessageContaining("serves it already");
        }
    }

    @Test
    void the_key_is_readable_by_its_owner_only() throws Exception {
        EmbeddedObjectServer.start(folder).close();

        assertThat(Files.getPosixFilePermissions(folder.resolve("secret-key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void closing_leaves_no_thread_that_keeps_the_process() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        try (EmbeddedObjectServer server = EmbeddedObjectServer.start(folder);
                ObjectStore store = S3ObjectStore.connect(server.settings("evidence"))) {
            store.put("one", ObjectContent.of(new byte[1]));
        }

        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread) && thread.isAlive() && !thread.isDaemon())
                        .map(Thread::getName)
                        .collect(Collectors.toSet()))
                .isEmpty();
    }
}
