package org.curlew.pipeline.imagestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.curlew.storage.objects.EmbeddedObjectServer;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.ObjectStoreException;
import org.curlew.storage.objects.S3ObjectStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoveIntoFullStoreTest {

    private static final int STRETCH = StoredImages.STRETCH;

    @TempDir
    Path folder;

    /** The store, until it has taken so many puts: from then on it is full. */
    private static ObjectStore fullAfter(int puts, ObjectStore store) {
        AtomicInteger left = new AtomicInteger(puts);
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("put") && left.getAndDecrement() <= 0) {
                        throw new ObjectStoreException(
                                ObjectStoreException.Kind.FULL, "The object store is full: make room");
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void a_store_that_gets_full_stops_the_move_with_its_reason_and_what_is_there_is_not_read_again() throws Exception {
        byte[] image = new byte[2 * STRETCH + 1000];
        new Random(6).nextBytes(image);
        Path file = Files.write(folder.resolve("device.raw"), image);
        StoredImages.Part part = StoredImages.part(4, 7, 0, "device.raw", image.length);
        try (EmbeddedObjectServer server = EmbeddedObjectServer.start(folder.resolve("server"));
                ObjectStore store = S3ObjectStore.connect(server.settings("media"))) {
            try (MovingRanges move = new MovingRanges(fullAfter(1, store), part, file)) {
                assertThatThrownBy(move::rest)
                        .isInstanceOfSatisfying(ObjectStoreException.class, e -> assertThat(e.kind())
                                .isEqualTo(ObjectStoreException.Kind.FULL));
                // what the store did not take is not served either, so nothing is verified that was not stored
                assertThatThrownBy(() -> move.read(STRETCH, 10)).isInstanceOf(ObjectStoreException.class);
            }
            List<Long> sizes = new ArrayList<>();
            store.list(part.keys(), head -> sizes.add(head.size()));
            assertThat(sizes).as("whole objects only").containsExactly((long) STRETCH);

            // what somebody else put there is nothing of the image
            store.put(part.keys() + "note.txt", ObjectContent.of(new byte[10]));
            try (MovingRanges again = new MovingRanges(store, part, file)) {
                again.rest();
                assertThat(again.bytesRead()).isEqualTo(STRETCH + 1000);
            }
            StoredRanges stored = new StoredRanges(store, part);
            assertThat(stored.read(0, 2 * STRETCH + 1000)).isEqualTo(image);
        }
    }
}
