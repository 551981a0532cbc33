package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;

/** HashKeeper {@code .hsh}: a table with file_id, hashset_id and hash, an MD5. */
final class HashKeeperFormat implements HashListFormat {

    private final DigestTable table = new DigestTable((rows, row) -> null, "hash");

    @Override
    public String name() {
        return "hashkeeper";
    }

    @Override
    public boolean recognises(Sample sample) {
        return sample.columns().contains("hashset_id") && sample.columns().contains("hash");
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        table.read(file, sink);
    }
}
