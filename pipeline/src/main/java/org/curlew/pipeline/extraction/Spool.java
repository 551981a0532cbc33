package org.curlew.pipeline.extraction;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.curlew.pipeline.extraction.archives.ByteSource;

/**
 * Bytes that come one after the other and are read at random afterwards, such as an archive inside an archive: in memory
 * while they are few, else in a temporary file without a name.
 */
public final class Spool implements ByteSource, AutoCloseable {

    private static final int IN_MEMORY = 4 << 20;

    private byte[] memory = new byte[16 * 1024];
    private FileChannel file;
    private long size;

    /** @throws SpoolException where the temporary folder does not take them */
    public void write(byte[] bytes, int offset, int length) throws SpoolException {
        if (file != null || size + length > IN_MEMORY) {
            try {
                inFile(bytes, offset, length);
            } catch (IOException e) {
                throw new SpoolException(System.getProperty("java.io.tmpdir"), e);
            }
        } else {
            if (memory.length < size + length) {
                memory = Arrays.copyOf(memory, (int) Math.max(memory.length * 2L, size + length));
            }
            System.arraycopy(bytes, offset, memory, (int) size, length);
        }
        size += length;
    }

    private void inFile(byte[] bytes, int offset, int length) throws IOException {
        if (file == null) {
            Path path = Files.createTempFile("curlew-spool-", ".part");
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(path);
            put(memory, 0, (int) size, 0);
            memory = new byte[0];
        }
        put(bytes, offset, length, size);
    }

    private void put(byte[] bytes, int offset, int length, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            file.write(buffer, position + buffer.position() - offset);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        if (position < 0 || position >= size) {
            return -1;
        }
        int wanted = (int) Math.min(length, size - position);
        if (file != null) {
            return file.read(ByteBuffer.wrap(target, offset, wanted), position);
        }
        System.arraycopy(memory, (int) position, target, offset, wanted);
        return wanted;
    }

    /** All of it, from the beginning. */
    public InputStream open() throws IOException {
        if (file == null) {
            return new ByteArrayInputStream(memory, 0, (int) size);
        }
        file.position(0);
        return Channels.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
