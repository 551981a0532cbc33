package org.curlew.pipeline.imagestore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.curlew.pipeline.worker.Worker;
import org.curlew.storage.objects.ObjectStore;
import org.springframework.beans.factory.ObjectProvider;

/** Lets a worker read images that lie in the store as if they were files. */
public final class ShelfWorker implements Worker {

    private final Worker worker;
    private final ImageShelf shelf;
    private final StoredImages images;
    private final ObjectProvider<ObjectStore> store;

    public ShelfWorker(Worker worker, ImageShelf shelf, StoredImages images, ObjectProvider<ObjectStore> store) {
        this.worker = worker;
        this.shelf = shelf;
        this.images = images;
        this.store = store;
    }

    /** Who reads, once bytes are at hand. */
    public Worker reader() {
        return worker;
    }

    private interface Call<T> {
        T with(List<Path> parts) throws IOException, InterruptedException;
    }

    private interface Errand {
        void with(List<Path> parts) throws IOException, InterruptedException;
    }

    private void run(List<Path> parts, Errand errand) throws IOException, InterruptedException {
        call(parts, paths -> {
            errand.with(paths);
            return null;
        });
    }

    private <T> T call(List<Path> parts, Call<T> call) throws IOException, InterruptedException {
        if (!StoredImages.named(parts)) {
            return call.with(parts);
        }
        long acquisition = StoredImages.acquisition(parts);
        List<StoredImages.Part> stored = images.parts(acquisition);
        List<Path> paths = shelf.show(
                stored,
                stored.stream()
                        .map(part -> new StoredRanges(store.getObject(), part))
                        .toList());
        T answer;
        try {
            answer = call.with(paths);
        } catch (IOException | RuntimeException e) {
            Optional<RuntimeException> known = shelf.failure(acquisition);
            if (known.isPresent()) {
                throw known.get();
            }
            throw e;
        }
        shelf.failure(acquisition).ifPresent(e -> {
            throw e;
        });
        return answer;
    }

    @Override
    public ImageReport identify(List<Path> parts) throws IOException, InterruptedException {
        return call(parts, worker::identify);
    }

    @Override
    public MediaDigests verify(List<Path> parts, ProgressListener progress) throws IOException, InterruptedException {
        return call(parts, paths -> worker.verify(paths, progress));
    }

    @Override
    public DevicePlan plan(List<Path> parts) throws IOException, InterruptedException {
        return call(parts, worker::plan);
    }

    @Override
    public void extract(List<Path> parts, Segment segment, FileSink sink, ProgressListener progress)
            throws IOException, InterruptedException {
        run(parts, paths -> worker.extract(paths, segment, sink, progress));
    }

    @Override
    public void content(List<Path> parts, List<FileLocator> files, ContentSink sink, ProgressListener progress)
            throws IOException, InterruptedException {
        run(parts, paths -> worker.content(paths, files, sink, progress));
    }

    @Override
    public void fingerprints(List<Path> parts, List<FileLocator> files, FingerprintSink sink, ProgressListener progress)
            throws IOException, InterruptedException {
        run(parts, paths -> worker.fingerprints(paths, files, sink, progress));
    }

    @Override
    public void close() {
        worker.close();
    }
}
