package org.curlew.pipeline.worker;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Takes frames from a pipe. A frame's payload is valid until the next one is read. */
final class FrameReader {

    private final DataInputStream in;
    private byte[] payload = new byte[64 * 1024];

    FrameReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** The next frame, or null at the end of the pipe. */
    Frame next() throws IOException {
        int length;
        try {
            length = in.readInt() - 1;
        } catch (EOFException end) {
            return null;
        }
        if (length < 0 || length > Frame.LIMIT) {
            throw new ProtocolException("the worker announced a message of " + length + " bytes");
        }
        Frame.Kind kind = Frame.Kind.of(in.readUnsignedByte());
        if (payload.length < length) {
            payload = new byte[Math.max(length, payload.length * 2)];
        }
        in.readFully(payload, 0, length);
        return new Frame(kind, payload, length);
    }
}
