package org.curlew.pipeline.worker;

import java.io.IOException;
import org.curlew.pipeline.extraction.ExtractedFile;
import org.curlew.pipeline.extraction.Findings;

/** Sends files and gaps to the parent, many to a frame. */
final class RowWriter implements Findings {

    private static final int FRAME = 256 * 1024;

    private final FrameWriter out;
    private final PayloadWriter rows = new PayloadWriter(FRAME + 64 * 1024);

    RowWriter(FrameWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void file(ExtractedFile file) throws IOException {
        FileCodec.write(rows, file);
        flushIfFull();
    }

    @Override
    public synchronized void gap(String kind, String path, long offset, long length, String reason) throws IOException {
        FileCodec.writeGap(rows, kind, path, offset, length, reason);
        flushIfFull();
    }

    private void flushIfFull() throws IOException {
        if (rows.length() >= FRAME) {
            flush();
        }
    }

    synchronized void flush() throws IOException {
        if (rows.length() > 0) {
            out.write(Frame.Kind.ROWS, rows);
            rows.clear();
        }
    }
}
