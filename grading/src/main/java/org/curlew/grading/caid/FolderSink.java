package org.curlew.grading.caid;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.curlew.storage.objects.PrivateFiles;

/** A folder of its own. */
final class FolderSink implements BundleSink {

    private final Path folder;

    FolderSink(Path folder) {
        this.folder = folder;
    }

    @Override
    public void add(String path, long size, long crc32, Source source) throws IOException {
        Path file = folder.resolve(path);
        PrivateFiles.folder(file.getParent());
        try (InputStream in = source.open();
                OutputStream out = PrivateFiles.out(file)) {
            in.transferTo(out);
        }
    }

    @Override
    public void close() {
        // every file is closed already
    }
}
