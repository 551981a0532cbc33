package org.curlew.pipeline.worker;

import java.io.IOException;
import org.curlew.pipeline.extraction.ContentExtraction;
import org.curlew.pipeline.extraction.Tally;

/** Sends contents to the parent. */
final class ContentFrames implements ContentExtraction.Receiver {

    private final FrameWriter out;
    private final Tally tally;

    ContentFrames(FrameWriter out, Tally tally) {
        this.out = out;
        this.tally = tally;
    }

    @Override
    public void begin(int index, long size) throws IOException {
        out.write(Frame.Kind.CONTENT_BEGIN, new PayloadWriter(16).putInt(index).putLong(size));
    }

    @Override
    public void data(byte[] bytes, int offset, int length) throws IOException {
        out.write(Frame.Kind.CONTENT_DATA, bytes, offset, length);
        tally.add(0, length);
    }

    @Override
    public void end(int index) throws IOException {
        out.write(Frame.Kind.CONTENT_END, new PayloadWriter(16).putInt(index));
        tally.add(1, 0);
    }

    @Override
    public void unreadable(int index, String reason) throws IOException {
        out.write(
                Frame.Kind.CONTENT_UNREADABLE,
                new PayloadWriter(256).putInt(index).putText(reason));
        tally.add(1, 0);
    }
}
