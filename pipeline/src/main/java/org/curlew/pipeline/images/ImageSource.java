package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The media inside an acquired image as random-access bytes, whatever the container. Safe for use by several threads; a
 * reader decompresses ahead on threads of its own where that helps.
 */
public interface ImageSource extends AutoCloseable {

    /** What the container says of itself. */
    ImageFacts facts();

    /** Size of the media in bytes, not of the files that hold it. */
    long size();

    /**
     * Reads from a position of the media until the target is full or the media ends.
     *
     * @param position offset in the media, in bytes
     * @return the number of bytes read, -1 where the position is at or past the end
     * @throws UnreadableRangeException where the container is damaged there; bytes before the damage are in the target,
     *     and the range named may begin before {@code position}
     */
    int read(long position, ByteBuffer target) throws IOException;

    /**
     * Like {@link #read}, for a caller that goes through the whole media once on several threads: nothing is kept for a
     * second reader and nothing is read ahead.
     */
    default int readOnce(long position, ByteBuffer target) throws IOException {
        return read(position, target);
    }

    /** Whether the media's bytes lie in the files as they are, so that reading them costs no more than a copy. */
    default boolean isStored() {
        return false;
    }

    /**
     * What the acquiring tool could not read from the device. These ranges read as the tool filled them, mostly with zeros:
     * they are gaps of the examination all the same.
     */
    default List<UnreadableRange> unreadAtAcquisition() {
        return List.of();
    }

    @Override
    void close() throws IOException;
}
