package org.curlew.pipeline.imagestore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.curlew.pipeline.images.ImageParts;
import org.curlew.storage.objects.ObjectStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** Moves images into the store while they are verified, where the force has it so ({@code curlew.images.keep=store}). */
@Service
public class ImageMover {

    private final ImageShelf shelf;
    private final ObjectProvider<ObjectStore> store;
    private final boolean wanted;

    public ImageMover(
            ImageShelf shelf,
            ObjectProvider<ObjectStore> store,
            @Value("${curlew.images.keep:in-place}") String keep,
            @Value("${curlew.worker.nodes:false}") boolean nodes) {
        this.shelf = shelf;
        this.store = store;
        this.wanted = keep.equals("store");
        if (!wanted && !keep.equals("in-place")) {
            throw new IllegalStateException("curlew.images.keep is in-place or store, not " + keep);
        }
        if (wanted && nodes) {
            throw new IllegalStateException(
                    "curlew.images.keep=store serves images to processes of this machine alone: "
                            + "with curlew.worker.nodes keep images in place, on a share that the nodes mount");
        }
    }

    /** Whether images are moved into the store. */
    public boolean wanted() {
        return wanted;
    }

    /** Bytes that an image takes in the store; 0 where it is kept in place. */
    public long needs(List<Path> given) {
        long bytes = 0;
        try {
            for (Path part : wanted ? ImageParts.all(given) : List.<Path>of()) {
                bytes += Files.size(part);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The size of " + given.getFirst() + " cannot be told", e);
        }
        return bytes;
    }

    /** Somebody who reads an image by its files. */
    public interface Reading<T> {
        T of(List<Path> paths) throws IOException, InterruptedException;
    }

    /** An image on its way: what is read of it goes into the store. */
    public final class Move implements AutoCloseable {

        private final long acquisitionId;
        private final List<StoredImages.Part> parts;
        private final List<MovingRanges> ranges;
        private final List<Path> paths;

        private Move(long acquisitionId, List<StoredImages.Part> parts, List<MovingRanges> ranges, List<Path> paths) {
            this.acquisitionId = acquisitionId;
            this.parts = parts;
            this.ranges = ranges;
            this.paths = paths;
        }

        /** The parts as they lie in the store after {@link #finish}. */
        public List<StoredImages.Part> parts() {
            return parts;
        }

        /**
         * Reads the image, and moves it on the way.
         *
         * @throws RuntimeException where bytes could not be read or stored: then what was read is worth nothing
         */
        public <T> T read(Reading<T> reading) throws IOException, InterruptedException {
            T answer;
            try {
                answer = reading.of(paths);
            } catch (IOException | RuntimeException e) {
                Optional<RuntimeException> known = shelf.failure(acquisitionId);
                if (known.isPresent()) {
                    throw known.get();
                }
                throw e;
            }
            shelf.failure(acquisitionId).ifPresent(e -> {
                throw e;
            });
            return answer;
        }

        /** Moves what was not read. */
        public void finish() throws IOException {
            for (MovingRanges each : ranges) {
                each.rest();
            }
        }

        /** Bytes that were read from the files in this move. */
        public long bytesRead() {
            return ranges.stream().mapToLong(MovingRanges::bytesRead).sum();
        }

        /** Takes what was stored out of the store again: the image is not what was acquired. */
        public void discard() {
            for (StoredImages.Part part : parts) {
                for (long stretch = 0; stretch < part.stretches(); stretch++) {
                    store.getObject().delete(part.key(stretch));
                }
            }
        }

        @Override
        public void close() throws IOException {
            shelf.hide(parts);
            for (MovingRanges each : ranges) {
                each.close();
            }
        }
    }

    /**
     * Begins, or goes on with, the move of an image.
     *
     * @param given the image's files, or the first of them
     */
    public Move begin(long exhibitId, long acquisitionId, List<Path> given) throws IOException {
        List<Path> files = ImageParts.all(given);
        List<StoredImages.Part> parts = new ArrayList<>();
        List<MovingRanges> ranges = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (!names.add(name)) {
                throw new IOException("two parts of the image have the name " + name + ": give them different names");
            }
            parts.add(StoredImages.part(exhibitId, acquisitionId, parts.size(), name, Files.size(file)));
        }
        shelf.failure(acquisitionId);
        for (int i = 0; i < parts.size(); i++) {
            ranges.add(new MovingRanges(store.getObject(), parts.get(i), files.get(i)));
        }
        List<Path> paths = shelf.show(parts, ranges);
        return new Move(
                acquisitionId,
                List.copyOf(parts),
                List.copyOf(ranges),
                given.size() == 1 ? paths.subList(0, 1) : paths);
    }
}
