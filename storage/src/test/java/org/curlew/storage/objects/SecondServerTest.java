package org.curlew.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.curlew.storage.objects.ObjectStoreException.Kind;
import org.junit.jupiter.api.Test;

/** The same contract on another maker's server, by its settings alone; and versions and locks, which this one has. */
class SecondServerTest extends ObjectStoreContract {

    @Override
    TestObjectServer server(Path folder) {
        return TestObjectServer.independent();
    }

    @Test
    void an_object_under_a_legal_hold_is_not_erased_until_the_hold_is_lifted() throws Exception {
        try (ObjectStore locked = lockable("locked-by-hold")) {
            locked.put("kept", ObjectContent.of(new byte[] {1}));
            assertThat(locked.locks().offered().lock()).isTrue();

            locked.locks().hold("kept", true);

            assertThat(locked.locks().held("kept")).isTrue();
            assertThatThrownBy(() -> locked.erase("kept"))
                    .extracting(e -> ((ObjectStoreException) e).kind())
                    .isEqualTo(Kind.LOCKED);
            assertThat(locked.get("kept", 0, 1)).isEqualTo(new byte[] {1});

            locked.locks().hold("kept", false);
            locked.erase("kept");

            assertThat(locked.head("kept")).isEmpty();
        }
    }

    @Test
    void an_object_with_a_retention_period_is_not_erased_before_its_end() throws Exception {
        try (ObjectStore locked = lockable("locked-by-time")) {
            locked.put("kept", ObjectContent.of(new byte[] {1}));
            Instant until = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

            locked.locks().retainUntil("kept", until, false);

            assertThat(locked.locks().retainedUntil("kept")).contains(until);
            assertThatThrownBy(() -> locked.erase("kept"))
                    .hasMessageContaining("until " + until)
                    .extracting(e -> ((ObjectStoreException) e).kind())
                    .isEqualTo(Kind.LOCKED);
        }
    }

    @Test
    void erasing_takes_every_version_and_deleting_only_hides_the_object() {
        ObjectStoreSettings settings = server.settings("versioned");
        try (ObjectStore versioned = S3ObjectStore.connect(settings)) {
            versioned.locks().enableVersioning();
            versioned.put("twice", ObjectContent.of(new byte[] {1}));
            versioned.put("twice", ObjectContent.of(new byte[] {2}));
            versioned.delete("twice");

            assertThat(versioned.locks().offered().versioning()).isTrue();
            assertThat(versioned.head("twice")).isEmpty();
            assertThat(versioned.locks().versions("twice").stream()
                            .filter(v -> !v.deleteMarker())
                            .count())
                    .isEqualTo(2);

            versioned.erase("twice");

            assertThat(versioned.locks().versions("twice")).isEmpty();
        }
    }

    private ObjectStore lockable(String bucket) throws Exception {
        ObjectStoreSettings settings = server.settings(bucket);
        try (MinioClient administrator = MinioClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .build()) {
            administrator.makeBucket(MakeBucketArgs.builder()
                    .bucket(settings.bucket())
                    .objectLock(true)
                    .build());
        }
        return S3ObjectStore.connect(settings.withPatience(Duration.ofSeconds(2), Duration.ofSeconds(5)));
    }
}
