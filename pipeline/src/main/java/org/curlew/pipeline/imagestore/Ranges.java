package org.curlew.pipeline.imagestore;

import java.io.IOException;
import java.util.Optional;
import org.curlew.pipeline.images.RangeCalls;

/** Bytes of one part of an image by position; used by several threads. */
interface Ranges {

    /** Exactly these bytes; they lie inside the part. */
    byte[] read(long position, int length) throws IOException;

    /** The file of this machine in which a position lies, where the store keeps its objects so. */
    default Optional<RangeCalls.Place> place(long position) {
        return Optional.empty();
    }
}
