package org.curlew.grading.caid;

import java.io.IOException;
import java.io.InputStream;

/** Where the files of a bundle go, in the order given. */
interface BundleSink extends AutoCloseable {

    /** The bytes of a file, from the first one each time it is asked. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    /**
     * Adds a file.
     *
     * @param path relative, with slashes
     * @param size bytes
     * @param crc32 of the whole file
     */
    void add(String path, long size, long crc32, Source source) throws IOException;

    @Override
    void close() throws IOException;
}
