package org.curlew.pipeline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.imagestore.ImageMover;
import org.curlew.pipeline.imagestore.StoredImages;
import org.curlew.pipeline.worker.FoundFile;
import org.curlew.pipeline.worker.Worker;
import org.curlew.triage.register.Exhibits;
import org.springframework.transaction.support.TransactionTemplate;

/** Extraction of one image from the object store against extraction of the same file from the local disk. */
public final class StoredImageBench {

    private static final Worker.FileSink NOWHERE = new Worker.FileSink() {
        @Override
        public void file(FoundFile file) {
            // Only the time counts.
        }

        @Override
        public void gap(Worker.Gap gap) {
            // Only the time counts.
        }

        @Override
        public void restart() throws IOException {
            throw new IOException("the worker died in a benchmark: take another image");
        }
    };

    private final Application application;

    /** @param application started with {@code curlew.images.keep=store} */
    public StoredImageBench(Application application) {
        this.application = application;
    }

    /** Moves the image, then runs in turn from the disk and from the store. */
    public String measure(Path image, int runs) throws IOException, InterruptedException {
        Worker worker = application.get(Worker.class);
        StoredImages images = application.get(StoredImages.class);
        long exhibit = application
                .get(Exhibits.class)
                .bookIn("BENCH", image.getFileName().toString(), "bench")
                .id();
        long acquisition = application
                .get(Acquisitions.class)
                .take(exhibit, List.of(image), Acquisition.Declared.NONE, List.of(), null)
                .id();
        try (ImageMover.Move move = application.get(ImageMover.class).begin(exhibit, acquisition, List.of(image))) {
            move.read(paths -> worker.verify(paths, (bytes, total, files) -> {}));
            move.finish();
            application.get(TransactionTemplate.class).executeWithoutResult(status -> images.moved(move.parts()));
        }
        List<Path> stored = images.paths(acquisition);
        List<Double> shares = new ArrayList<>();
        double local = 0;
        double remote = 0;
        extract(worker, List.of(image));
        for (int i = 0; i < runs; i++) {
            local = extract(worker, List.of(image));
            remote = extract(worker, stored);
            shares.add(100 * local / remote);
        }
        Collections.sort(shares);
        return "| extraction from the store, %s, %,d bytes | %.0f %% of a local file's speed (%.0f to %.0f; last pair %.2f s and %.2f s) | 60 %% |"
                .formatted(
                        image.getFileName(),
                        Files.size(image),
                        shares.get(shares.size() / 2),
                        shares.getFirst(),
                        shares.getLast(),
                        local,
                        remote);
    }

    private static double extract(Worker worker, List<Path> parts) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (Worker.Segment segment : worker.plan(parts).segments()) {
            worker.extract(parts, segment, NOWHERE, (bytes, total, files) -> {});
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
