package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.curlew.pipeline.filesystems.FileSystemException;
import org.curlew.pipeline.filesystems.TskAttribute;
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

    /** Reads files in their order; neighbours of one archive in one pass over it, in the archive's order. */
    public void run(int count, IntUnaryOperator volume, IntFunction<Locator> locator, Receiver receiver)
            throws IOException {
        int index = 0;
        while (index < count) {
            int current = volume.applyAsInt(index);
            try (Arena arena = Arena.ofConfined();
                    TskFileSystem fileSystem = volumes.open(image, current)) {
                ContentReader reader = new ContentReader(fileSystem, image.size(), ExtractionLimits.standard(), arena);
                while (index < count && volume.applyAsInt(index) == current) {
                    int end = index + 1;
                    while (end < count
                            && volume.applyAsInt(end) == current
                            && sameArchive(locator.apply(index), locator.apply(end))) {
                        end++;
                    }
                    one(fileSystem, reader, locator, index, end, receiver);
                    index = end;
                }
            } catch (FileSystemException closed) {
                receiver.unreadable(index++, closed.getMessage());
            }
        }
    }

    private static boolean sameArchive(Locator one, Locator other) {
        return !one.innerPath().isEmpty()
                && !other.innerPath().isEmpty()
                && one.address() == other.address()
                && one.attributeType() == other.attributeType()
                && one.attributeId() == other.attributeId();
    }

    private void one(
            TskFileSystem fileSystem,
            ContentReader reader,
            IntFunction<Locator> locator,
            int from,
            int to,
            Receiver receiver)
            throws IOException {
        Locator first = locator.apply(from);
        watch.doing(Watch.Phase.CONTENT, first.address(), first.attributeType(), first.attributeId());
        try {
            fileSystem.open(first.address(), entry -> {
                TskAttribute attribute = first.attributeType() == 0
                        ? entry.content()
                        : entry.attribute(first.attributeType(), first.attributeId());
                String refusal = attribute == null ? "its content cannot be found" : reader.refusal(attribute);
                if (refusal != null) {
                    for (int index = from; index < to; index++) {
                        receiver.unreadable(index, refusal);
                    }
                } else if (first.innerPath().isEmpty()) {
                    copy(attribute, reader, from, receiver);
                } else {
                    List<MemberContents.Wanted> wanted = new ArrayList<>();
                    for (int index = from; index < to; index++) {
                        wanted.add(new MemberContents.Wanted(
                                index, locator.apply(index).innerPath()));
                    }
                    new MemberContents(receiver, ArchiveLimits.standard())
                            .give(new AttributeSource(reader, attribute), wanted);
                }
            });
        } catch (FileSystemException gone) {
            for (int index = from; index < to; index++) {
                receiver.unreadable(index, gone.getMessage());
            }
        }
    }

    private static void copy(TskAttribute attribute, ContentReader reader, int index, Receiver receiver)
            throws IOException {
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
