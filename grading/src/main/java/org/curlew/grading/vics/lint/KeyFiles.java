package org.curlew.grading.vics.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keys in a temporary folder, in 256 files by the key's hash, so that one file's keys fit into memory: 24 bytes a key. */
final class KeyFiles implements AutoCloseable {

    private static final int PARTS = 256;
    private static final int PART_SHIFT = 56;
    private static final int ROW = 3 * Long.BYTES;
    private static final int WRITTEN_AT_ONCE = ROW * 512;
    private static final int READ_AT_ONCE = ROW << 14;

    /** A file of many more rows holds mostly repeated ones, or grows its table. */
    private static final int MOST_EXPECTED = 1 << 18;

    private final Path folder;
    private final FileChannel[] parts = new FileChannel[PARTS];
    private final ByteBuffer[] waiting = new ByteBuffer[PARTS];

    KeyFiles() throws IOException {
        folder = Files.createTempDirectory("curlew-lint");
        try {
            for (int i = 0; i < PARTS; i++) {
                parts[i] = FileChannel.open(
                        folder.resolve(Integer.toString(i)),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                waiting[i] = ByteBuffer.allocateDirect(WRITTEN_AT_ONCE);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    void add(long high, long low, long row) throws IOException {
        int part = (int) (KeyTable.hash(high, low) >>> PART_SHIFT);
        ByteBuffer buffer = waiting[part];
        buffer.putLong(high).putLong(low).putLong(row);
        if (!buffer.hasRemaining()) {
            write(part);
        }
    }

    /** Counts file by file; nothing may be added afterwards. */
    void repeated(KeyCounter.Sink sink) throws IOException {
        ByteBuffer rows = ByteBuffer.allocateDirect(READ_AT_ONCE);
        for (int part = 0; part < PARTS; part++) {
            write(part);
            count(parts[part], rows).repeated(sink);
        }
    }

    private static KeyTable count(FileChannel part, ByteBuffer rows) throws IOException {
        long size = part.size();
        KeyTable counted = new KeyTable((int) Math.min(MOST_EXPECTED, size / ROW));
        for (long at = 0; at < size; ) {
            rows.clear();
            while (rows.hasRemaining() && at + rows.position() < size) {
                if (part.read(rows, at + rows.position()) < 0) {
                    throw new IOException("the file became shorter");
                }
            }
            at += rows.flip().limit();
            while (rows.hasRemaining()) {
                counted.add(rows.getLong(), rows.getLong(), rows.getLong(), 1);
            }
        }
        return counted;
    }

    private void write(int part) throws IOException {
        ByteBuffer buffer = waiting[part].flip();
        while (buffer.hasRemaining()) {
            parts[part].write(buffer);
        }
        buffer.clear();
    }

    UncheckedIOException failed(String what, IOException cause) {
        return new UncheckedIOException("Keys could not be " + what + " " + folder + ": is the disk full?", cause);
    }

    @Override
    public void close() {
        try {
            for (int i = 0; i < PARTS; i++) {
                if (parts[i] != null) {
                    parts[i].close();
                }
                Files.deleteIfExists(folder.resolve(Integer.toString(i)));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder " + folder + " could not be removed", e);
        }
    }
}
