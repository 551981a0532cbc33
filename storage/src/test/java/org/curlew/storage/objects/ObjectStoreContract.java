package org.curlew.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every S3 server must do for us. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ObjectStoreContract {

    @TempDir
    static Path folder;

    TestObjectServer server;
    ObjectStore store;

    abstract TestObjectServer server(Path folder);

    @BeforeAll
    void start() {
        server = server(folder.resolve("server"));
        store = S3ObjectStore.connect(
                server.settings("evidence").withPatience(Duration.ofSeconds(2), Duration.ofSeconds(5)));
    }

    @AfterAll
    void stop() {
        store.close();
        server.close();
    }

    @Test
    void what_was_put_is_read_back_whole_and_by_range() {
        byte[] bytes = random(100_000, 1);

        store.put("a/one.bin", ObjectContent.of(bytes));

        assertThat(store.get("a/one.bin", 0, bytes.length)).isEqualTo(bytes);
        assertThat(store.get("a/one.bin", 777, 1000)).isEqualTo(Arrays.copyOfRange(bytes, 777, 1777));
        assertThat(store.get("a/one.bin", 99_999, 1)).isEqualTo(new byte[] {bytes[99_999]});
        assertThat(store.head("a/one.bin").orElseThrow().size()).isEqualTo(100_000);
        assertThat(store.head("a/one.bin").orElseThrow().sha256())
                .isEqualTo(ObjectContent.of(bytes).sha256());
    }

    @Test
    void a_range_beyond_the_end_is_an_error_and_not_a_short_answer() {
        store.put("short.bin", ObjectContent.of(new byte[10]));

        ObjectStoreSettings hasty = server.settings("evidence").withPatience(Duration.ZERO, Duration.ofSeconds(5));
        try (ObjectStore impatient = S3ObjectStore.connect(hasty)) {
            assertThatThrownBy(() -> impatient.get("short.bin", 5, 10))
                    .isInstanceOf(ObjectStoreException.class)
                    .hasMessageContaining("short.bin");
        }
    }

    @Test
    void a_long_range_comes_over_http_and_what_is_missing_of_it_is_an_error() throws Exception {
        byte[] bytes = random(3_000_000, 6);
        ObjectStoreSettings there = server.settings("evidence");
        ObjectStoreSettings remote =
                there.withEndpoint(there.endpoint()).withPatience(Duration.ZERO, Duration.ofSeconds(5));
        try (ObjectStore http = S3ObjectStore.connect(remote)) {
            http.put("long/a b+ü%20.bin", ObjectContent.of(bytes));

            assertThat(http.get("long/a b+ü%20.bin", 1_000_000, 1_500_000))
                    .isEqualTo(Arrays.copyOfRange(bytes, 1_000_000, 2_500_000));
            assertThat(taken(http, "long/a b+ü%20.bin", 1_000_000, 1_500_000, false))
                    .isEqualTo(Arrays.copyOfRange(bytes, 1_000_000, 2_500_000));
            assertThat(taken(http, "long/a b+ü%20.bin", 7, 1_500_000, true))
                    .isEqualTo(Arrays.copyOfRange(bytes, 7, 1_500_007));
            assertThat(taken(http, "long/a b+ü%20.bin", 2_999_999, 1, true)).isEqualTo(new byte[] {bytes[2_999_999]});
            assertThatThrownBy(() -> taken(http, "long/a b+ü%20.bin", 2_000_000, 1_500_000, true))
                    .isInstanceOf(ObjectStoreException.class)
                    .hasMessageContaining("long/a b+ü%20.bin");
            assertThatThrownBy(() -> taken(http, "long/none", 0, 1_500_000, true))
                    .extracting(e -> ((ObjectStoreException) e).kind())
                    .isEqualTo(ObjectStoreException.Kind.NOT_FOUND);
            assertThatThrownBy(() -> http.get("long/a b+ü%20.bin", 2_000_000, 1_500_000))
                    .isInstanceOf(ObjectStoreException.class)
                    .hasMessageContaining("long/a b+ü%20.bin");
            assertThatThrownBy(() -> http.get("long/none", 0, 1_500_000))
                    .extracting(e -> ((ObjectStoreException) e).kind())
                    .isEqualTo(ObjectStoreException.Kind.NOT_FOUND);
        }
    }

    @Test
    void a_file_is_put_and_streamed_back() throws Exception {
        byte[] bytes = random(3_000_000, 2);
        Path file = Files.write(folder.resolve("file.bin"), bytes);

        store.put("file.bin", ObjectContent.of(file));

        try (InputStream in = store.open("file.bin", 1_000_000, 1_500_000)) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 1_000_000, 2_500_000));
        }
    }

    @Test
    void a_stream_in_several_parts_arrives_with_its_digest() {
        byte[] bytes = random(40_000_000, 3);

        String sha256 = store.putStream("image.raw", new ByteArrayInputStream(bytes), bytes.length);

        assertThat(sha256).isEqualTo(ObjectContent.of(bytes).sha256());
        assertThat(store.get("image.raw", 16 << 20, 100))
                .isEqualTo(Arrays.copyOfRange(bytes, 16 << 20, (16 << 20) + 100));
        assertThat(store.head("image.raw").orElseThrow().size()).isEqualTo(bytes.length);
    }

    @Test
    void a_stream_that_ends_early_leaves_nothing_visible() {
        assertThatThrownBy(
                        () -> store.putStream("cut.raw", new ByteArrayInputStream(random(20_000_000, 4)), 30_000_000))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("ended after 20000000 of 30000000 bytes");

        assertThat(store.head("cut.raw")).isEmpty();
        assertThat(keys("cut")).isEmpty();
    }

    @Test
    void a_put_on_condition_does_not_replace_another_content() {
        ObjectContent first = ObjectContent.of(new byte[] {1});
        ObjectContent second = ObjectContent.of(new byte[] {2});

        assertThat(store.putIfAbsent("once", first)).isTrue();
        assertThat(store.putIfAbsent("once", first)).isTrue();
        assertThat(store.putIfAbsent("once", second)).isFalse();

        assertThat(store.get("once", 0, 1)).isEqualTo(new byte[] {1});
    }

    @Test
    void a_content_that_is_not_its_digest_is_refused_by_the_server() throws Exception {
        Path file = Files.write(folder.resolve("changed.bin"), random(5000, 5));
        ObjectContent wrong =
                ObjectContent.of(file, 5000, new byte[32], HexFormat.of().parseHex("00".repeat(16)));
        ObjectStoreSettings hasty = server.settings("evidence").withPatience(Duration.ZERO, Duration.ofSeconds(5));

        try (ObjectStore impatient = S3ObjectStore.connect(hasty)) {
            assertThatThrownBy(() -> impatient.put("changed.bin", wrong)).isInstanceOf(ObjectStoreException.class);
        }

        assertThat(store.head("changed.bin")).isEmpty();
        assertThat(keys("changed")).isEmpty();
    }

    @Test
    void listing_gives_every_key_of_a_prefix_in_order() {
        for (int i = 0; i < 25; i++) {
            store.put("list/" + (char) ('a' + i) + "/x", ObjectContent.of(new byte[i]));
        }

        List<String> keys = keys("list/");

        assertThat(keys).hasSize(25).isSorted();
        assertThat(keys.getFirst()).isEqualTo("list/a/x");
    }

    @Test
    void deleting_twice_is_no_error() {
        store.put("gone", ObjectContent.of(new byte[1]));

        store.delete("gone");
        store.delete("gone");

        assertThat(store.head("gone")).isEmpty();
    }

    @Test
    void a_missing_object_is_named() {
        assertThatThrownBy(() -> store.get("not/there", 0, 1))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("not/there")
                .extracting(e -> ((ObjectStoreException) e).kind())
                .isEqualTo(ObjectStoreException.Kind.NOT_FOUND);
    }

    private List<String> keys(String prefix) {
        List<String> keys = new ArrayList<>();
        store.list(prefix, head -> keys.add(head.key()));
        return keys;
    }

    /** A range taken as it comes, with room of 100,000 bytes to be filled where it lies, or handed over. */
    static byte[] taken(ObjectStore store, String key, long offset, int length, boolean room) {
        ByteBuffer all = ByteBuffer.allocateDirect(length);
        store.get(key, offset, length, new ObjectStore.Target() {
            @Override
            public void take(int at, ByteBuffer bytes) {
                int count = bytes.remaining();
                all.put(at, bytes, bytes.position(), count);
                bytes.position(bytes.limit());
            }

            @Override
            public ByteBuffer room(int at) {
                return room ? all.slice(at, Math.min(100_000, length - at)) : null;
            }
        });
        byte[] bytes = new byte[length];
        all.get(0, bytes);
        return bytes;
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
