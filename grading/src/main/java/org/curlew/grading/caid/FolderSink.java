package org.curlew.grading.caid;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of its own. */
final class FolderSink implements BundleSink {

    private final Path folder;

    FolderSink(Path folder) {
        this.folder = folder;
    }

    @Override
    public void add(String path, long size, long crc32, Source source) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        try (InputStream in = source.open()) {
            Files.copy(in, file);
        }
    }

    @Override
    public void close() {
        // every file is closed already
    }
}
