package org.curlew.pipeline.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.curlew.storage.capacity.Pool;
import org.curlew.storage.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object server of the force's own leaves the local folder empty, which would look as if there were always room. */
class CapacityConfigurationTest {

    private static final String SERVER = "https://store.example";

    private final TestDatabase database = TestDatabase.create();

    @TempDir
    Path data;

    @Test
    void the_local_folder_is_measured_only_where_the_objects_lie_in_it_or_the_server_tells_its_own_figures() {
        assertThat(objects("", 0, "", "").immeasurable()).isFalse();
        assertThat(objects("", 0, SERVER, "").immeasurable()).isTrue();
        Pool listed = objects("", 1_000, SERVER, "");
        assertThat(listed.remote() && !listed.immeasurable()).isTrue();
        assertThat(objects("", 0, SERVER, "http://store.example/metrics").remote())
                .isFalse();
        assertThat(objects("/srv/mounted", 0, SERVER, "").location()).isEqualTo("/srv/mounted");
    }

    private Pool objects(String location, long capacity, String endpoint, String metrics) {
        try (DataFolder folder = DataFolder.open(data)) {
            return new CapacityConfiguration()
                            .pools(
                                    database.jdbc(),
                                    database.transactions(),
                                    Clock.systemUTC(),
                                    folder,
                                    location,
                                    capacity,
                                    endpoint,
                                    metrics,
                                    "",
                                    "")
                            .all()
                            .stream()
                            .filter(p -> p.name().equals(StorageConfiguration.OBJECTS))
                            .findFirst()
                            .orElseThrow();
        }
    }
}
