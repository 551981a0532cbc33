package org.curlew.pipeline.imagestore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.curlew.pipeline.images.RangeCalls;
import org.curlew.storage.objects.ObjectStore;

/** Bytes of one part of an image by position; used by several threads. */
interface Ranges {

    /** Exactly these bytes; they lie inside the part. */
    byte[] read(long position, int length) throws IOException;

    /** The same, taken as they come. */
    default void read(long position, int length, ObjectStore.Target target) throws IOException {
        target.take(0, ByteBuffer.wrap(read(position, length)));
    }

    /** The file of this machine in which a position lies, where the store keeps its objects so. */
    default Optional<RangeCalls.Place> place(long position) {
        return Optional.empty();
    }
}
