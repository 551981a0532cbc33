package org.curlew.pipeline.imagestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.curlew.pipeline.images.RangeCalls;
import org.curlew.storage.objects.EmbeddedObjectServer;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.ObjectStoreSettings;
import org.curlew.storage.objects.S3ObjectStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageShelfTest {

    private static final int STRETCH = StoredImages.STRETCH;

    @TempDir
    Path folder;

    private final byte[] image = new byte[STRETCH + 5_000];
    private final StoredImages.Part part = StoredImages.part(4, 7, 0, "device.raw", image.length);

    private void store(ObjectStore store) {
        new Random(8).nextBytes(image);
        store.put(part.key(0), ObjectContent.of(Arrays.copyOf(image, STRETCH)));
        store.put(part.key(1), ObjectContent.of(Arrays.copyOfRange(image, STRETCH, image.length)));
    }

    private RangeCalls calls(ImageShelf shelf, ObjectStore store) throws IOException {
        shelf.show(List.of(part), List.of(new StoredRanges(store, part)));
        return new RangeCalls(shelf.folder().resolveSibling("ranges"));
    }

    @Test
    void what_the_embedded_server_keeps_is_named_by_its_file_and_what_it_has_lost_is_not() throws IOException {
        try (EmbeddedObjectServer server = EmbeddedObjectServer.start(folder.resolve("server"));
                ObjectStore store = S3ObjectStore.connect(server.settings("media"));
                ImageShelf shelf = new ImageShelf()) {
            store(store);
            try (RangeCalls calls = calls(shelf, store)) {
                RangeCalls.Place place = calls.place("7/device.raw", STRETCH + 17);
                assertThat(place.start()).isEqualTo(STRETCH);
                assertThat(place.length()).isEqualTo(5_000);
                assertThat(Files.readAllBytes(Path.of(place.file())))
                        .isEqualTo(Arrays.copyOfRange(image, STRETCH, image.length));
                assertThat(calls.place("7/device.raw", image.length)).isNull();
                assertThat(calls.place("8/device.raw", 0)).isNull();

                Files.write(Path.of(place.file()), new byte[10]);
                assertThat(calls.place("7/device.raw", STRETCH)).as("cut short").isNull();
                assertThat(shelf.failure(7)).as("to ask is no failure").isEmpty();
                assertThatThrownBy(() ->
                                new RangeCalls(shelf.folder().resolveSibling("ranges")).read("9/device.raw", 0, 1))
                        .hasMessageContaining("nothing to read");
            }
        }
    }

    @Test
    void what_another_server_keeps_is_served_by_requests_alone() throws IOException {
        try (EmbeddedObjectServer server = EmbeddedObjectServer.start(folder.resolve("server"))) {
            ObjectStoreSettings settings = server.settings("media");
            try (ObjectStore store = S3ObjectStore.connect(settings.withEndpoint(settings.endpoint()));
                    ImageShelf shelf = new ImageShelf()) {
                store(store);
                try (RangeCalls calls = calls(shelf, store)) {
                    assertThat(calls.place("7/device.raw", 0)).isNull();
                    int from = STRETCH - 1_000_000;
                    assertThat(calls.read("7/device.raw", from, RangeCalls.LARGEST))
                            .isEqualTo(Arrays.copyOfRange(image, from, image.length));
                }
            }
        }
    }

    @Test
    void ranges_are_laid_into_a_file_in_memory_that_nobody_else_can_open_and_only_who_has_its_token_uses()
            throws IOException {
        try (EmbeddedObjectServer server = EmbeddedObjectServer.start(folder.resolve("server"))) {
            ObjectStoreSettings settings = server.settings("media");
            try (ObjectStore store = S3ObjectStore.connect(settings.withEndpoint(settings.endpoint()));
                    ImageShelf shelf = new ImageShelf()) {
                store(store);
                try (RangeCalls calls = calls(shelf, store);
                        RangeCalls others = calls(shelf, store)) {
                    RangeCalls.Window window = calls.window(8);
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(window.file())))
                            .isEqualTo("rw-------");
                    try (FileChannel laid = FileChannel.open(window.file(), StandardOpenOption.READ)) {
                        assertThat(calls.window(0)).isNull();
                        assertThat(window.file()).as("it has no name any more").doesNotExist();
                        int from = STRETCH - 300_000;
                        int[] places = {5, 2, 7};

                        assertThat(others.into("7/device.raw", from, 700_000, window.token(), places))
                                .as("as much as there is")
                                .isEqualTo(305_000);
                        assertThat(calls.into("7/device.raw", from, 305_000, window.token(), places))
                                .isEqualTo(305_000);

                        assertThat(bytes(laid, 5, RangeCalls.BLOCK))
                                .isEqualTo(Arrays.copyOfRange(image, from, from + RangeCalls.BLOCK));
                        assertThat(bytes(laid, 2, 305_000 - RangeCalls.BLOCK))
                                .isEqualTo(Arrays.copyOfRange(image, from + RangeCalls.BLOCK, image.length));
                        assertThat(bytes(laid, 7, 1)).isEqualTo(new byte[1]);
                        assertThatThrownBy(() -> others.into("7/device.raw", 0, 10, "guessed", new int[] {0}))
                                .hasMessageContaining("nothing to read");
                        assertThatThrownBy(() -> calls.into("7/device.raw", 0, 10, window.token(), new int[] {8}))
                                .hasMessageContaining("no block 8");
                        assertThatThrownBy(() -> calls.into("7/device.raw", 0, 10, window.token(), new int[] {-1}))
                                .hasMessageContaining("no block -1");
                        assertThatThrownBy(() -> calls.into(
                                        "7/device.raw", 0, RangeCalls.BLOCK + 1, window.token(), new int[] {0}))
                                .hasMessageContaining("nothing to read");
                        assertThat(calls.window(8)).as("one for a connection").isNull();
                    }
                }
            }
        }
    }

    private static byte[] bytes(FileChannel file, int block, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        file.read(bytes, (long) block * RangeCalls.BLOCK);
        return bytes.array();
    }
}
