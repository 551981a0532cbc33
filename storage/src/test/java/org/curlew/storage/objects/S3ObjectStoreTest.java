package org.curlew.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.curlew.storage.objects.ObjectStoreException.Kind;
import org.junit.jupiter.api.Test;

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
    }

    private static void unsupported(Throwable e) {
        assertThat(e).isInstanceOf(ObjectStoreException.class);
        assertThat(((ObjectStoreException) e).kind()).as(e.getMessage()).isEqualTo(Kind.UNSUPPORTED);
    }
}
