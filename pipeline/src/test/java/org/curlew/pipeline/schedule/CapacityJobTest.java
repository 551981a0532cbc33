package org.curlew.pipeline.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.application.StorageConfiguration;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.storage.capacity.CapacityWatch;
import org.curlew.storage.capacity.PoolMeasures;
import org.curlew.storage.capacity.Pools;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.obligations.StorageAlerts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacityJobTest {

    @TempDir
    Path folder;

    @Test
    void a_pool_that_fills_is_told_to_whom_the_rules_name_when_it_is_measured() throws Exception {
        Path objects = Files.createDirectories(folder.resolve("pool"));
        Files.write(objects.resolve("evidence"), new byte[930]);
        try (Application application = Application.start(
                folder.resolve("data"),
                Map.of(
                        "camel.main.auto-startup",
                        false,
                        "curlew.routes.resume-at-start",
                        false,
                        "curlew.pools.objects.location",
                        objects.toString(),
                        "curlew.pools.objects.capacity",
                        1000))) {
            new CapacityJob(
                            application.get(Pools.class),
                            application.get(PoolMeasures.class),
                            application.get(Acquisitions.class),
                            application.get(CapacityWatch.class),
                            application.get(StorageAlerts.class))
                    .execute(null);

            assertThat(application.get(Notifications.class).open("role:ACC"))
                    .extracting(Notifications.Notification::text)
                    .contains("Pool " + StorageConfiguration.OBJECTS + " is red: 93 % used or promised");
        }
    }
}
