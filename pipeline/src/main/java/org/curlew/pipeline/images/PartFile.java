package org.curlew.pipeline.images;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One file of an image, read by position from several threads. Interrupting a thread inside a {@link FileChannel} closes
 * the channel for everybody; here only the interrupted reader notices, the others get a new channel. A part that lies in
 * the object store is read through {@link StoredPart}.
 */
class PartFile implements Closeable {

    private final Path path;
    private final long size;
    private final StoredPart stored;
    private volatile FileChannel channel;
    private volatile boolean closed;

    PartFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.size = channel.size();
        this.stored = StoredPart.of(path, size);
    }

    Path path() {
        return path;
    }

    /** The file's name without its folder, for messages. */
    String name() {
        return String.valueOf(path.getFileName());
    }

    /** Bytes in the file when it was opened. */
    long size() {
        return size;
    }

    /** Reads until the target is full or the file ends; the target's position tells how far. */
    void read(long position, ByteBuffer target) throws IOException {
        if (stored != null) {
            stored.read(position, target);
            return;
        }
        int start = target.position();
        while (target.hasRemaining()) {
            FileChannel current = channel;
            try {
                if (current.read(target, position + target.position() - start) < 0) {
                    return;
                }
            } catch (ClosedByInterruptException e) {
                InterruptedIOException stop = new InterruptedIOException("interrupted while reading " + path);
                stop.initCause(e);
                throw stop;
            } catch (ClosedChannelException e) {
                reopenAfter(current, e);
            }
        }
    }

    /**
     * Reads a small structure.
     *
     * @return little-endian, as long as asked for or shorter where the file ends
     */
    ByteBuffer bytes(long position, int length) throws IOException {
        long there = Math.clamp(size - position, 0L, length);
        ByteBuffer found = ByteBuffer.allocate((int) there).order(ByteOrder.LITTLE_ENDIAN);
        read(position, found);
        return found.flip();
    }

    /** A fixed field of one character a byte, without its padding. */
    static String text(ByteBuffer bytes, int at, int length) {
        return StandardCharsets.ISO_8859_1
                .decode(bytes.slice(at, length))
                .toString()
                .trim();
    }

    private synchronized void reopenAfter(FileChannel dead, ClosedChannelException cause) throws IOException {
        if (closed) {
            throw cause;
        }
        if (channel == dead) {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
        if (stored != null) {
            stored.close();
        }
    }

    /** Closes all, for a constructor that fails half-way. */
    static void closeAll(Iterable<? extends Closeable> files) throws IOException {
        IOException failure = null;
        for (Closeable file : files) {
            try {
                file.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
