package org.curlew.triage.hashsets.formats;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Nuix {@code .hash}: {@code F2DL}, 1, the digest's name with its length before it, then binary digests. */
final class NuixFormat implements HashListFormat {

    @Override
    public String name() {
        return "nuix-f2dl";
    }

    @Override
    public boolean recognises(Sample sample) {
        return sample.startsWith('F', '2', 'D', 'L');
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        sink.placesAre("byte");
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            in.skipNBytes(4);
            int version = in.readInt();
            String digest = in.readUTF();
            if (version != 1) {
                throw new BrokenFileException("version " + version + " of the Nuix digest list; only 1 is known");
            }
            int bytes =
                    switch (digest) {
                        case "MD5" -> 16;
                        case "SHA-1", "SHA1" -> 20;
                        case "SHA-256", "SHA256" -> 32;
                        default ->
                            throw new BrokenFileException(
                                    "digests of kind " + digest + "; only MD5, SHA-1, SHA-256 are read");
                    };
            BinaryRows.read(in, 10 + digest.length(), bytes, bytes, sink);
        } catch (EOFException e) {
            throw new BrokenFileException("the file ends within its head", e);
        }
    }
}
