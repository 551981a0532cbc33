package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;

/** iLook 3 and 4: {@code V3Hash} or {@code V4Hash}, an MD5, with HashSHA1 and HashSHA256; the longer SHA-2 are not kept. */
final class ILookFormat implements HashListFormat {

    private final DigestTable table = new DigestTable((rows, row) -> null, "V3Hash|V4Hash", "HashSHA1", "HashSHA256");

    @Override
    public String name() {
        return "ilook";
    }

    @Override
    public boolean recognises(Sample sample) {
        return sample.columns().contains("v3hash") || sample.columns().contains("v4hash");
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        table.read(file, sink);
    }
}
