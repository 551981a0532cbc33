package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.curlew.pipeline.imagestore.ImageMover;
import org.curlew.pipeline.imagestore.StoredImages;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.pipeline.worker.Worker;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.triage.register.ExhibitState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An image that is moved into the object store while it is verified, and read from there ever after; on whichever server. */
abstract class StoredImageContract {

    @TempDir
    Path folder;

    /** What names the server, and that images are kept there. */
    abstract Map<String, Object> settings();

    @Test
    void an_image_in_the_store_gives_the_same_files_and_is_read_from_there_when_the_original_is_gone()
            throws Exception {
        Path image = new SampleDevice(7)
                .write(Files.createDirectories(folder.resolve("sample")))
                .image();
        String sha256 = sha256(image);
        Path inPlace;
        try (Devices devices = Devices.start(folder, Map.of())) {
            inPlace = devices.process(List.of(image)).out();
        }
        try (Devices devices = Devices.start(folder.resolve("moved"), settings())) {
            Devices.End end = devices.process(List.of(image));

            assertThat(end.state()).as(end.reason()).isEqualTo(ExhibitState.TRIAGED);
            assertThat(Files.mismatch(inPlace.resolve("files.csv"), end.out().resolve("files.csv")))
                    .isEqualTo(-1);
            StoredImages images = devices.application().get(StoredImages.class);
            long acquisition = devices.application()
                    .get(JdbcClient.class)
                    .sql("select max(id) from acquisition")
                    .query(Long.class)
                    .single();
            assertThat(images.bytes()).isEqualTo(Files.size(image));
            Files.delete(image);
            assertThat(devices.application()
                            .get(Worker.class)
                            .verify(images.paths(acquisition), (bytes, total, files) -> {})
                            .sha256())
                    .isEqualTo(sha256);
        }
    }

    @Test
    void a_move_that_broke_off_goes_on_and_reads_no_byte_of_the_original_twice() throws Exception {
        Path image = folder.resolve("disk.raw");
        byte[] bytes = new byte[2 * StoredImages.STRETCH + 4_711];
        new Random(1).nextBytes(bytes);
        Files.write(image, bytes);
        try (Devices devices = Devices.start(folder, settings())) {
            ImageMover mover = devices.application().get(ImageMover.class);
            try (ImageMover.Move broken = mover.begin(1, 1, List.of(image))) {
                ObjectStore store = devices.application().get(ObjectStore.class);
                StoredImages.Part part = broken.parts().getFirst();
                store.put(
                        part.key(1),
                        ObjectContent.of(Arrays.copyOfRange(bytes, StoredImages.STRETCH, 2 * StoredImages.STRETCH)));
            }
            try (ImageMover.Move move = mover.begin(1, 1, List.of(image))) {
                String read = move.read(paths -> devices.application()
                        .get(Worker.class)
                        .verify(paths, (done, total, files) -> {})
                        .sha256());
                move.finish();

                assertThat(read).isEqualTo(sha256(image));
                assertThat(move.bytesRead()).isEqualTo(bytes.length - StoredImages.STRETCH);
            }
        }
    }

    static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
