package org.curlew.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Instant;
import org.curlew.storage.objects.ObjectStoreException.Kind;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The contract on the embedded server, and what that server has not. */
class S3ObjectStoreTest extends ObjectStoreContract {

    @Override
    TestObjectServer server(Path folder) {
        return TestObjectServer.embedded(folder);
    }

    @Test
    void wrong_credentials_are_refused_at_once_by_name() {
        ObjectStoreSettings right = server.settings("evidence");
        ObjectStoreSettings wrong =
                new ObjectStoreSettings(right.endpoint(), right.accessKey(), "wrong", right.region(), "evidence");

        assertThatThrownBy(() -> S3ObjectStore.connect(wrong))
                .isInstanceOf(ObjectStoreException.class)
                .extracting(e -> ((ObjectStoreException) e).kind())
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void a_server_without_versions_and_locks_says_so_and_pretends_nothing() {
        store.put("plain", ObjectContent.of(new byte[] {1}));

        assertThat(store.locks().offered()).isEqualTo(new ObjectLocks.Offered(false, false));
        assertThatThrownBy(() -> store.locks().hold("plain", true)).satisfies(S3ObjectStoreTest::unsupported);
        assertThatThrownBy(
                        () -> store.locks().retainUntil("plain", Instant.now().plusSeconds(60), true))
                .satisfies(S3ObjectStoreTest::unsupported);
        assertThatThrownBy(() -> store.locks().enableVersioning()).satisfies(S3ObjectStoreTest::unsupported);
        assertThat(store.locks().held("plain")).isFalse();
        assertThat(store.locks().retainedUntil("plain")).isEmpty();
        assertThatThrownBy(() -> store.locks().versions("plain")).satisfies(S3ObjectStoreTest::unsupported);
    }

    @Test
    void the_embedded_server_is_not_asked_for_what_it_has_not() {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger("org.gaul.s3proxy");
        said.start();
        log.addAppender(said);
        try {
            store.put("erased", ObjectContent.of(new byte[] {1}));
            store.locks().offered();
            store.locks().held("erased");
            store.erase("erased");
        } finally {
            log.detachAppender(said);
        }

        assertThat(store.head("erased")).isEmpty();
        assertThat(said.list)
                .filteredOn(e -> e.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }

    @Test
    void a_server_of_that_kind_elsewhere_is_asked_and_its_refusal_understood() {
        ObjectStoreSettings there = server.settings("evidence");
        try (ObjectStore http = S3ObjectStore.connect(there.withEndpoint(there.endpoint()))) {
            http.put("elsewhere", ObjectContent.of(new byte[] {1}));

            assertThat(http.locks().offered()).isEqualTo(new ObjectLocks.Offered(false, false));
            assertThatThrownBy(() -> http.locks().enableVersioning()).satisfies(S3ObjectStoreTest::unsupported);
            http.erase("elsewhere");
            assertThat(http.head("elsewhere")).isEmpty();
        }
    }

    @Test
    void a_server_that_does_not_know_our_region_is_refused_with_what_to_set() {
        ObjectStoreSettings there = server.settings("evidence");
        ObjectStoreSettings elsewhere = new ObjectStoreSettings(
                there.endpoint(), there.accessKey(), there.secretKey(), there.region(), "no-such-bucket");

        assertThatThrownBy(() -> S3ObjectStore.connect(elsewhere))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContainingAll("region", "curlew.objects.region", "make the bucket there");
    }

    private static void unsupported(Throwable e) {
        assertThat(e).isInstanceOf(ObjectStoreException.class);
        assertThat(((ObjectStoreException) e).kind()).as(e.getMessage()).isEqualTo(Kind.UNSUPPORTED);
    }
}
