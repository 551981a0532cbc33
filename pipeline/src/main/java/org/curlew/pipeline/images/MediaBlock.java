package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A stretch of media on its way from a reader to the digests: one owner writes it, then several only read it. */
final class MediaBlock {

    private final byte[] bytes;
    private final List<UnreadableRange> unreadable = new ArrayList<>();
    private final AtomicInteger users = new AtomicInteger();
    private int length;

    MediaBlock(int room) {
        this.bytes = new byte[room];
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** What of this block could not be read and is zeros instead. */
    List<UnreadableRange> unreadable() {
        return unreadable;
    }

    void fill(ImageSource source, long at, int wanted) throws IOException {
        length = wanted;
        unreadable.clear();
        ByteBuffer target = ByteBuffer.wrap(bytes, 0, wanted);
        while (target.hasRemaining()) {
            long here = at + target.position();
            try {
                if (source.readOnce(here, target) < 0) {
                    throw new IOException("the image ended at byte %d, before its stated size".formatted(here));
                }
            } catch (UnreadableRangeException e) {
                long from = at + target.position();
                long to = Math.clamp(e.offset() + e.length(), from + 1, at + wanted);
                while (target.position() < to - at) {
                    target.put((byte) 0);
                }
                unreadable.add(new UnreadableRange(from, to - from, e.getMessage()));
            }
        }
    }

    /** The number of users who each release the block once. */
    void setUsers(int count) {
        users.set(count);
    }

    /** Whether this was the last user. */
    boolean release() {
        return users.decrementAndGet() == 0;
    }
}
