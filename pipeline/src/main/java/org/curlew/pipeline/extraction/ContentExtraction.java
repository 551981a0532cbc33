package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.curlew.pipeline.filesystems.FileSystemException;
import org.curlew.pipeline.filesystems.TskAttribute;
import org.curlew.pipeline.filesystems.TskEntry;
import org.curlew.pipeline.filesystems.TskFileSystem;
import org.curlew.pipeline.filesystems.TskImage;
import org.curlew.pipeline.filesystems.VolumeTable;

/** Reads the bytes of files again that an extraction has found. */
public final class ContentExtraction {

    private final TskImage image;
    private final VolumeTable volumes;
    private final Watch watch;

    public ContentExtraction(TskImage image, VolumeTable volumes, Watch watch) {
        this.image = image;
        this.volumes = volumes;
        this.watch = watch;
    }

    /** Takes contents, one after the other; after a begin comes an end, or unreadable where the rest cannot be had. */
    public interface Receiver {

        void begin(int index, long size) throws IOException;

        void data(byte[] bytes, int offset, int length) throws IOException;

        void end(int index) throws IOException;

        void unreadable(int index, String reason) throws IOException;
    }

    /** Reads {@code count} files in their order. */
    public void run(int count, IntUnaryOperator volume, IntFunction<Locator> locator, Receiver receiver)
            throws IOException {
        int index = 0;
        while (index < count) {
            int current = volume.applyAsInt(index);
            try (Arena arena = Arena.ofConfined();
                    TskFileSystem fileSystem = volumes.open(image, current)) {
                ContentReader reader = new ContentReader(fileSystem, image.size(), ExtractionLimits.standard(), arena);
                while (index < count && volume.applyAsInt(index) == current) {
                    one(fileSystem, reader, locator.apply(index), index, receiver);
                    index++;
                }
            } catch (FileSystemException closed) {
                receiver.unreadable(index++, closed.getMessage());
            }
        }
    }

    private void one(TskFileSystem fileSystem, ContentReader reader, Locator locator, int index, Receiver receiver)
            throws IOException {
        watch.doing(Watch.Phase.CONTENT, locator.address(), locator.attributeType(), locator.attributeId());
        try {
            fileSystem.open(locator.address(), entry -> copy(entry, reader, locator, index, receiver));
        } catch (FileSystemException gone) {
            receiver.unreadable(index, gone.getMessage());
        }
    }

    private static void copy(TskEntry entry, ContentReader reader, Locator locator, int index, Receiver receiver)
            throws IOException {
        TskAttribute attribute = locator.attributeType() == 0
                ? entry.content()
                : entry.attribute(locator.attributeType(), locator.attributeId());
        String refusal = attribute == null ? "its content cannot be found" : reader.refusal(attribute);
        if (refusal != null) {
            receiver.unreadable(index, refusal);
            return;
        }
        long size = attribute.size();
        byte[] bytes = new byte[Chunk.SIZE];
        receiver.begin(index, size);
        long done = 0;
        while (done < size) {
            int count = reader.read(attribute, done, (int) Math.min(bytes.length, size - done), bytes, 0);
            if (count <= 0) {
                receiver.unreadable(index, reader.failure(done, size));
                return;
            }
            receiver.data(bytes, 0, count);
            done += count;
        }
        receiver.end(index);
    }
}
