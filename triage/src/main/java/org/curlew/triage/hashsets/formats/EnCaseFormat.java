package org.curlew.triage.hashsets.formats;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** EnCase {@code .hash}: a head of 1,152 bytes with the set's name, then rows of 18 bytes, a binary MD5 and two more. */
final class EnCaseFormat implements HashListFormat {

    private static final int HEAD = 1152;
    private static final int NAME_AT = 1032;
    private static final int NAME_BYTES = 78;
    private static final int ROW = 18;

    @Override
    public String name() {
        return "encase-hash";
    }

    @Override
    public boolean recognises(Sample sample) {
        return sample.startsWith('H', 'A', 'S', 'H', 0x0d, 0x0a, 0xff, 0x00);
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        sink.placesAre("byte");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            byte[] head = in.readNBytes(HEAD);
            if (head.length < HEAD) {
                throw new BrokenFileException(
                        "the head of an EnCase hash file is " + HEAD + " bytes, this has " + head.length);
            }
            String name = new String(head, NAME_AT, NAME_BYTES, StandardCharsets.UTF_16LE);
            sink.note("the file calls itself " + name.replace("\0", "").strip());
            BinaryRows.read(in, HEAD, ROW, 16, sink);
        }
    }
}
