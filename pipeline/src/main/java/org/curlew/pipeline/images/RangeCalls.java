package org.curlew.pipeline.images;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * One connection to the parent, which serves ranges of the parts of images that lie in the object store. A call: two bytes of
 * length and the part's name (UTF-8), eight bytes of position, four of length. The answer: four bytes of length and as many
 * bytes, fewer than asked for where the part ends; or −1 and, as text, why not.
 */
public final class RangeCalls implements Closeable {

    /** Bytes of one call at most. */
    public static final int LARGEST = 4 << 20;

    private final SocketChannel channel;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** @param socket a Unix socket of the parent's, in a folder of its own */
    public RangeCalls(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            channel.close();
            throw new IOException("the server of stored images cannot be reached: " + e.getMessage(), e);
        }
        InputStream bytes = Channels.newInputStream(channel);
        in = new DataInputStream(bytes);
        out = new DataOutputStream(new java.io.BufferedOutputStream(Channels.newOutputStream(channel), 512));
    }

    /** Bytes of the part from a position; fewer than asked for where the part ends. */
    public byte[] read(String part, long position, int length) throws IOException {
        try {
            out.writeUTF(part);
            out.writeLong(position);
            out.writeInt(length);
            out.flush();
            int got = in.readInt();
            if (got < 0) {
                throw new IOException(in.readUTF());
            }
            if (got > length) {
                throw new IOException("more bytes came than were asked for");
            }
            byte[] bytes = new byte[got];
            in.readFully(bytes);
            return bytes;
        } catch (ClosedByInterruptException e) {
            throw interrupted(part, e);
        }
    }

    private static IOException interrupted(String part, IOException e) {
        InterruptedIOException stop = new InterruptedIOException("interrupted while reading " + part);
        stop.initCause(e);
        return stop;
    }

    /** Text of an answer that says why not; no longer than the format can carry. */
    public static String refusal(String why) {
        byte[] bytes = why.getBytes(StandardCharsets.UTF_8);
        return bytes.length < 20_000 ? why : why.substring(0, Math.min(why.length(), 5_000));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
