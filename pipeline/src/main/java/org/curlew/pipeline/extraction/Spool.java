package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.curlew.pipeline.extraction.archives.ByteSource;

/**
 * An archive inside an archive, kept so that it can be read at random: in memory while it is small, else in a temporary
 * file without a name that anyone could open.
 */
final class Spool implements ByteSource, AutoCloseable {

    private static final int IN_MEMORY = 4 << 20;

    private byte[] memory = new byte[16 * 1024];
    private FileChannel file;
    private long size;

    void write(byte[] bytes, int offset, int length) throws IOException {
        if (file == null && size + length > IN_MEMORY) {
            Path path = Files.createTempFile("curlew-spool-", ".part");
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            Files.deleteIfExists(path);
            put(memory, 0, (int) size, 0);
            memory = new byte[0];
        }
        if (file != null) {
            put(bytes, offset, length, size);
        } else {
            if (memory.length < size + length) {
                memory = Arrays.copyOf(memory, (int) Math.max(memory.length * 2L, size + length));
            }
            System.arraycopy(bytes, offset, memory, (int) size, length);
        }
        size += length;
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

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
