package org.curlew.pipeline.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.curlew.pipeline.extraction.Watch;

/**
 * A page of memory that child and parent share through a file: the child writes what it is about to touch, the parent
 * reads it once the child is dead. A message through the pipe would be lost with the child's buffers.
 */
final class StatusPage implements Watch {

    static final int SIZE = 4096;

    private static final int PHASE = 0;
    private static final int ADDRESS = 8;
    private static final int ATTRIBUTE_TYPE = 16;
    private static final int ATTRIBUTE_ID = 20;

    private final ByteBuffer page;

    private StatusPage(ByteBuffer page) {
        this.page = page;
    }

    /** The child's side. */
    static StatusPage map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
            return new StatusPage(mapped);
        }
    }

    /** The parent's side: a fresh page. */
    static Path create() throws IOException {
        Path file = Files.createTempFile("curlew-worker-", ".status");
        Files.write(file, new byte[SIZE]);
        return file;
    }

    @Override
    public void doing(Phase phase, long address, int attributeType, int attributeId) {
        page.putLong(ADDRESS, address);
        page.putInt(ATTRIBUTE_TYPE, attributeType);
        page.putInt(ATTRIBUTE_ID, attributeId);
        page.putInt(PHASE, phase.ordinal());
    }

    /** The child's last word, whatever it may be. */
    static Spot read(FileChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocate(SIZE);
        try {
            channel.read(buffer, 0);
        } catch (IOException lost) {
            return Spot.NOWHERE;
        }
        Phase[] phases = Phase.values();
        int phase = buffer.getInt(PHASE);
        return phase < 0 || phase >= phases.length
                ? Spot.NOWHERE
                : new Spot(
                        phases[phase],
                        buffer.getLong(ADDRESS),
                        buffer.getInt(ATTRIBUTE_TYPE),
                        buffer.getInt(ATTRIBUTE_ID));
    }

    /** What the child was doing. */
    record Spot(Phase phase, long address, int attributeType, int attributeId) {

        static final Spot NOWHERE = new Spot(Phase.IDLE, 0, 0, 0);
    }
}
