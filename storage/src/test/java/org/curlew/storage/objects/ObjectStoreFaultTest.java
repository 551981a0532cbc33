package org.curlew.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.curlew.storage.objects.FaultyProxy.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectStoreFaultTest {

    private static final byte[] BYTES = new byte[2_000_000];

    @TempDir
    static Path folder;

    private TestObjectServer server;
    private FaultyProxy proxy;
    ObjectStore store;

    TestObjectServer server(Path where) {
        return TestObjectServer.embedded(where);
    }

    @BeforeAll
    void startServer() {
        new Random(1).nextBytes(BYTES);
        server = server(folder.resolve("server"));
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @BeforeEach
    void connect() throws Exception {
        proxy = new FaultyProxy(server.settings("faults").endpoint());
        store = store(Duration.ofSeconds(20));
    }

    @AfterEach
    void disconnect() throws Exception {
        store.close();
        proxy.close();
    }

    private ObjectStore store(Duration patience) {
        return S3ObjectStore.connect(
                server.settings("faults").withEndpoint(proxy.endpoint()).withPatience(patience, Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "SKEWED")
    void every_operation_gets_through_a_fault_that_passes(Fault fault) throws Exception {
        String key = "put-" + fault;
        ObjectContent content = ObjectContent.of(BYTES);

        proxy.strike(fault, 2);
        store.put(key, content);
        proxy.strike(fault, 2);
        assertThat(store.get(key, 0, BYTES.length)).isEqualTo(BYTES);
        proxy.strike(fault, 2);
        assertThat(ObjectStoreContract.taken(store, key, 0, BYTES.length, true)).isEqualTo(BYTES);
        proxy.strike(fault, 2);
        try (InputStream in = store.open(key, 0, BYTES.length)) {
            assertThat(in.readAllBytes()).isEqualTo(BYTES);
        }
        proxy.strike(fault, 2);
        assertThat(store.head(key).orElseThrow().sha256()).isEqualTo(content.sha256());
        proxy.strike(fault, 2);
        assertThat(store.putStream(key + "-stream", new ByteArrayInputStream(BYTES), BYTES.length))
                .isEqualTo(content.sha256());
        proxy.strike(fault, 2);
        List<String> keys = new ArrayList<>();
        store.list(key, head -> keys.add(head.key()));
        assertThat(keys).containsExactly(key, key + "-stream");
        proxy.strike(fault, 2);
        assertThat(store.putIfAbsent(key + "-once", content)).isTrue();
        proxy.strike(fault, 2);
        store.delete(key);
        assertThat(store.head(key)).isEmpty();
        assertThat(fault == Fault.NONE || proxy.strikesLeft() < 2).isTrue();
    }

    @Test
    void a_clock_that_is_wrong_is_named_at_once_and_nothing_is_repeated() {
        proxy.strike(Fault.SKEWED, Integer.MAX_VALUE);
        int before = proxy.strikesLeft();

        assertThatThrownBy(() -> store.get("any", 0, 1))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("clock")
                .extracting(e -> ((ObjectStoreException) e).kind())
                .isEqualTo(ObjectStoreException.Kind.CLOCK);
        assertThat(before - proxy.strikesLeft()).isEqualTo(1);
        assertThatThrownBy(() -> store.get("any", 0, BYTES.length))
                .as("a range")
                .isInstanceOf(ObjectStoreException.class)
                .extracting(e -> ((ObjectStoreException) e).kind())
                .isEqualTo(ObjectStoreException.Kind.CLOCK);
    }

    @Test
    void a_server_that_is_gone_for_some_seconds_is_waited_for() throws Exception {
        proxy.strike(Fault.GONE, Integer.MAX_VALUE);
        Thread back = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(4_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            proxy.strike(Fault.NONE, 0);
        });

        store.put("waited", ObjectContent.of(BYTES));

        back.join();
        assertThat(store.get("waited", 0, 10)).hasSize(10);
    }

    @Test
    void a_server_that_stays_away_ends_in_one_line_that_says_what_to_do() {
        try (ObjectStore hasty = store(Duration.ofMillis(500))) {
            proxy.strike(Fault.GONE, Integer.MAX_VALUE);

            assertThatThrownBy(() -> hasty.put("lost", ObjectContent.of(BYTES)))
                    .isInstanceOf(ObjectStoreException.class)
                    .hasMessageContainingAll("putting lost", proxy.endpoint().toString(), "retry the stage")
                    .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
        }
    }

    @Test
    void a_put_that_was_cut_off_leaves_nothing_half_written() throws Exception {
        try (ObjectStore hasty = store(Duration.ZERO)) {
            proxy.strike(Fault.TORN_REQUEST, 1);

            assertThatThrownBy(() -> hasty.put("torn", ObjectContent.of(BYTES)))
                    .isInstanceOf(ObjectStoreException.class);
        }

        assertThat(store.head("torn")).isEmpty();
        for (int i = 0; i < 50 && !halves().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertThat(halves()).isEmpty();
    }

    /** What is left of the object that was cut off: here, files on the server's disk. */
    List<?> halves() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("server/objects/faults"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("torn"))
                    .toList();
        }
    }
}
