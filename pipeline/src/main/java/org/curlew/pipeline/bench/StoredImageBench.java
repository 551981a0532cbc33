package org.curlew.pipeline.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.imagestore.ImageMover;
import org.curlew.pipeline.imagestore.ImageShelf;
import org.curlew.pipeline.imagestore.ShelfWorker;
import org.curlew.pipeline.imagestore.StoredImages;
import org.curlew.pipeline.worker.FoundFile;
import org.curlew.pipeline.worker.Worker;
import org.curlew.pipeline.worker.WorkerPool;
import org.curlew.pipeline.worker.WorkerSettings;
import org.curlew.storage.objects.EmbeddedObjectServer;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.ObjectStoreSettings;
import org.curlew.storage.objects.S3ObjectStore;
import org.curlew.triage.register.Exhibits;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
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

    /**
     * Moves the image, then runs in turn from the disk and from the store: its files, and the same by requests over HTTP.
     *
     * @param server another server that gives the same folder, in the place of our own; null for our own, in this process
     */
    public List<String> measure(Path image, int runs, URI server) throws IOException, InterruptedException {
        Worker worker = application.get(Worker.class);
        StoredImages images = application.get(StoredImages.class);
        long acquisition = move(image, worker, images);
        List<Path> stored = images.paths(acquisition);
        List<String> rows = new ArrayList<>();
        rows.add(row("extraction from the store, embedded", image, runs, worker, stored));
        ObjectStoreSettings settings =
                application.get(EmbeddedObjectServer.class).settings("curlew-media");
        URI endpoint = server == null ? settings.endpoint() : server;
        try (ObjectStore store = S3ObjectStore.connect(settings.withEndpoint(endpoint));
                ImageShelf shelf = new ImageShelf();
                ShelfWorker http = new ShelfWorker(
                        new WorkerPool(WorkerSettings.standard().withStandIns(shelf.folder())),
                        shelf,
                        images,
                        provider(store))) {
            rows.add(row(
                    "the same over HTTP, " + (server == null ? "server in this process" : server),
                    image,
                    runs,
                    http,
                    stored));
        }
        return rows;
    }

    private static ObjectProvider<ObjectStore> provider(ObjectStore store) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("store", store);
        return beans.getBeanProvider(ObjectStore.class);
    }

    private long move(Path image, Worker worker, StoredImages images) throws IOException, InterruptedException {
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
        return acquisition;
    }

    private static String row(String what, Path image, int runs, Worker worker, List<Path> stored)
            throws IOException, InterruptedException {
        List<Double> shares = new ArrayList<>();
        double local = 0;
        double remote = 0;
        double localWork = 0;
        double remoteWork = 0;
        extract(worker, List.of(image));
        extract(worker, stored);
        for (int i = 0; i < runs; i++) {
            double before = processorSeconds();
            local = extract(worker, List.of(image));
            double between = processorSeconds();
            remote = extract(worker, stored);
            localWork = between - before;
            remoteWork = processorSeconds() - between;
            shares.add(100 * local / remote);
        }
        Collections.sort(shares);
        return ("| %s, %s, %,d bytes | %.0f %% of a local file's speed (%.0f to %.0f; last pair %.2f s and %.2f s,"
                        + " with %.2f s and %.2f s of processor time in this process and its children) | 60 %% |")
                .formatted(
                        what,
                        image.getFileName(),
                        Files.size(image),
                        shares.get(shares.size() / 2),
                        shares.getFirst(),
                        shares.getLast(),
                        local,
                        remote,
                        localWork,
                        remoteWork);
    }

    /** What this process, with a server that runs in it, and its children have used. */
    private static double processorSeconds() {
        return Stream.concat(
                                Stream.of(ProcessHandle.current()),
                                ProcessHandle.current().descendants())
                        .mapToLong(process -> process.info()
                                .totalCpuDuration()
                                .map(Duration::toMillis)
                                .orElse(0L))
                        .sum()
                / 1e3;
    }

    private static double extract(Worker worker, List<Path> parts) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (Worker.Segment segment : worker.plan(parts).segments()) {
            worker.extract(parts, segment, NOWHERE, (bytes, total, files) -> {});
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
