package org.curlew.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
