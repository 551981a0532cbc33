package org.curlew.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
