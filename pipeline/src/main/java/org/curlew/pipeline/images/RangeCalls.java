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
 * bytes, fewer than asked for where the part ends; or −1 and, as text, why not. A call of length −1 asks where the position
 * lies: the answer is the path of a file of this machine (empty where there is none), and eight bytes each for the position in
 * the part where the file begins and for its length. Calls of length −2 and −3 are about a window: see {@link #window} and
 * {@link #into}.
 */
public final class RangeCalls implements Closeable {

    /** Bytes of one call at most. */
    public static final int LARGEST = 4 << 20;

    /** Length of a call that asks for the {@link Place}. */
    public static final int WHERE = -1;

    /** Length of a call that asks for a file in which ranges are to be laid. */
    public static final int WINDOW = -2;

    /** Length of a call that has a range laid into the window: its length, the window's token and the blocks follow. */
    public static final int INTO = -3;

    /** What a window is divided in; a range begins in each of its blocks anew. */
    public static final int BLOCK = 256 << 10;

    /** Bytes that are written to the connection at once: more would be copied again with each part that the system takes. */
    public static final int SLICE = 128 << 10;

    /**
     * A file of this machine that holds a stretch of a part.
     *
     * @param start position in the part of the file's first byte
     * @param length bytes of the part that the file holds
     */
    public record Place(String file, long start, long length) {}

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

    /**
     * A file that the parent lays ranges in. Its name goes with the next call on this connection; its room with the connection.
     *
     * @param token to be said with each call that uses it
     */
    public record Window(Path file, String token) {}

    /** Asks for a file of so many blocks; null where the parent has no room for one. */
    public Window window(int blocks) throws IOException {
        out.writeUTF("");
        out.writeLong((long) blocks * BLOCK);
        out.writeInt(WINDOW);
        out.flush();
        String file = in.readUTF();
        String token = in.readUTF();
        return file.isEmpty() ? null : new Window(Path.of(file), token);
    }

    /**
     * Has bytes of the part laid into the window.
     *
     * @param blocks where each block of them goes
     * @return bytes laid; fewer than asked for where the part ends
     */
    public int into(String part, long position, int length, String token, int[] blocks) throws IOException {
        try {
            out.writeUTF(part);
            out.writeLong(position);
            out.writeInt(INTO);
            out.writeInt(length);
            out.writeUTF(token);
            out.writeInt(blocks.length);
            for (int block : blocks) {
                out.writeInt(block);
            }
            out.flush();
            int got = in.readInt();
            if (got < 0) {
                throw new IOException(in.readUTF());
            }
            return got;
        } catch (ClosedByInterruptException e) {
            throw interrupted(part, e);
        }
    }

    /** Where the position lies; null where only {@link #read} leads to it. */
    public Place place(String part, long position) throws IOException {
        try {
            out.writeUTF(part);
            out.writeLong(position);
            out.writeInt(WHERE);
            out.flush();
            Place place = new Place(in.readUTF(), in.readLong(), in.readLong());
            boolean holds = position >= place.start() && position - place.start() < place.length();
            return place.file().isEmpty() || !holds ? null : place;
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
