package org.curlew.grading.media;

import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of a stored media come from; the object store in the application, a folder in a test. */
@FunctionalInterface
public interface MediaBytes {

    /**
     * Opens the media from its first byte.
     *
     * @param sha256 64 lower-case hex digits
     * @throws java.io.FileNotFoundException the store does not hold it
     */
    InputStream open(String sha256) throws IOException;
}
