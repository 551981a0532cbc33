package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.io.InputStream;

/** Rows of a fixed size that begin with a binary digest, up to the end of the file. */
final class BinaryRows {

    private BinaryRows() {}

    static void read(InputStream in, long start, int rowBytes, int digestBytes, RowSink sink) throws IOException {
        byte[] bytes = new byte[rowBytes];
        long offset = start;
        for (int got; (got = in.readNBytes(bytes, 0, rowBytes)) > 0; offset += rowBytes) {
            if (got < rowBytes) {
                throw new BrokenFileException(
                        "the file ends in the middle of a row at byte " + offset + ", rows may be missing");
            }
            String problem = sink.row().binary(bytes, 0, digestBytes);
            if (problem == null) {
                sink.accept(offset);
            } else {
                sink.reject(offset, problem, null);
            }
        }
    }
}
