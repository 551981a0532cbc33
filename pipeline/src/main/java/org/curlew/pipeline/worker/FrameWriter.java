package org.curlew.pipeline.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Puts frames into a pipe, whole ones, from several threads. */
final class FrameWriter {

    private static final int HEADER = 5;

    private final OutputStream out;
    private final byte[] header = new byte[HEADER];

    FrameWriter(OutputStream out) {
        this.out = out;
    }

    synchronized void write(Frame.Kind kind, byte[] payload, int offset, int length) throws IOException {
        if (length > Frame.LIMIT) {
            throw new ProtocolException("a message of " + length + " bytes is longer than the protocol allows");
        }
        ByteBuffer.wrap(header).putInt(length + 1).put((byte) kind.ordinal());
        out.write(header);
        out.write(payload, offset, length);
        out.flush();
    }

    void write(Frame.Kind kind, PayloadWriter payload) throws IOException {
        write(kind, payload.bytes(), 0, payload.length());
    }
}
