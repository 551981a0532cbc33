package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.imagestore.StoredImages;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.pipeline.worker.Worker;
import org.curlew.triage.register.ExhibitState;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On the application's own server, whose folder is destroyed here. */
class StoredImageTest extends StoredImageContract {

    @Override
    Map<String, Object> settings() {
        return Map.of("curlew.images.keep", "store");
    }

    @Test
    void an_image_in_the_store_comes_back_with_the_backup_when_original_and_data_folder_are_destroyed()
            throws Exception {
        Path image = new SampleDevice(7)
                .write(Files.createDirectories(folder.resolve("sample")))
                .image();
        String sha256 = sha256(image);
        Path data = folder.resolve("moved/data");
        try (Devices devices = Devices.start(folder.resolve("moved"), settings())) {
            assertThat(devices.process(List.of(image)).state()).isEqualTo(ExhibitState.TRIAGED);
        }
        Path backup = folder.resolve("backup");
        Cli.Result taken = Cli.run("backup", "--data", data, "--out", backup);
        assertThat(taken.exit()).as(taken.err()).isZero();
        Files.delete(image);
        TestImages.run(Map.of(), "rm", "-rf", data.toString());

        Cli.Result restored = Cli.run("restore", "--data", data, "--from", backup);

        assertThat(restored.exit()).as(restored.out() + restored.err()).isZero();
        try (Devices devices = Devices.start(folder.resolve("moved"), settings())) {
            StoredImages images = devices.application().get(StoredImages.class);
            long acquisition = devices.application()
                    .get(JdbcClient.class)
                    .sql("select max(id) from acquisition")
                    .query(Long.class)
                    .single();
            assertThat(devices.application()
                            .get(Worker.class)
                            .verify(images.paths(acquisition), (bytes, total, files) -> {})
                            .sha256())
                    .isEqualTo(sha256);
        }
    }
}
