package org.curlew.pipeline.imagestore;

import java.io.IOException;

/** Bytes of one part of an image by position; used by several threads. */
interface Ranges {

    /** Exactly these bytes; they lie inside the part. */
    byte[] read(long position, int length) throws IOException;
}
