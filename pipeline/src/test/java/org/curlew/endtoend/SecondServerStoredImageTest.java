package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.pipeline.stages.Intake;
import org.curlew.storage.objects.ObjectStoreSettings;
import org.curlew.storage.objects.TestObjectServer;
import org.junit.jupiter.api.Test;

/** The same on another maker's server, by the application's settings alone. */
class SecondServerStoredImageTest extends StoredImageContract {

    private static final long PATIENCE = Duration.ofMinutes(2).toNanos();
    private static final long CAPACITY = 1L << 40;

    private final ObjectStoreSettings server = TestObjectServer.independent().settings("images");

    @Override
    Map<String, Object> settings() {
        return Map.of(
                "curlew.images.keep", "store",
                "curlew.objects.endpoint", server.endpoint().toString(),
                "curlew.objects.access-key", server.accessKey(),
                "curlew.objects.secret-key", server.secretKey(),
                "curlew.objects.bucket", server.bucket());
    }

    @Test
    void a_server_that_is_full_by_its_own_figures_holds_the_device_until_they_say_that_there_is_room()
            throws Exception {
        Path image = new SampleDevice(7)
                .write(Files.createDirectories(folder.resolve("sample")))
                .image();
        AtomicLong used = new AtomicLong(CAPACITY - 1000);
        HttpServer figures = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        figures.createContext("/metrics", call -> {
            byte[] page = ("used_bytes " + used + "\nall_bytes " + CAPACITY + "\n").getBytes(StandardCharsets.US_ASCII);
            call.sendResponseHeaders(200, page.length);
            call.getResponseBody().write(page);
            call.close();
        });
        figures.start();
        Map<String, Object> settings = new HashMap<>(settings());
        settings.put(
                "curlew.pools.objects.metrics",
                "http://127.0.0.1:" + figures.getAddress().getPort() + "/metrics");
        settings.put("curlew.pools.objects.metric-used", "used_bytes");
        settings.put("curlew.pools.objects.metric-capacity", "all_bytes");
        try (Devices devices = Devices.start(folder, settings)) {
            Acquisition device = devices.application()
                    .get(Intake.class)
                    .submit("OP-TEST", "EX/1", List.of(image), Acquisition.Declared.NONE, List.of(), null, "test");
            assertThat(admission(devices, device, "HELD").reason()).contains("free", "when there is room");

            used.set(0);

            admission(devices, device, "DONE");
        } finally {
            figures.stop(0);
        }
    }

    private static StageRuns.StageRun admission(Devices devices, Acquisition device, String state) throws Exception {
        StageRuns runs = devices.application().get(StageRuns.class);
        long until = System.nanoTime() + PATIENCE;
        while (runs.find(device.id(), "admission")
                .filter(run -> run.state().equals(state))
                .isEmpty()) {
            assertThat(System.nanoTime())
                    .as("admission was not " + state + ": " + runs.all(device.id()))
                    .isLessThan(until);
            Thread.sleep(20);
        }
        return runs.find(device.id(), "admission").orElseThrow();
    }
}
