package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;

/**
 * A file in memory, mapped for reading, in which the parent lays what this process asks for. Callers hold one lock for
 * {@link #take} and {@link #give}.
 */
final class SharedWindow {

    private final RangeCalls owner;
    private final String token;
    private final ByteBuffer bytes;
    private final Deque<Integer> free = new ArrayDeque<>();

    private SharedWindow(RangeCalls owner, String token, ByteBuffer bytes, int blocks) {
        this.owner = owner;
        this.token = token;
        this.bytes = bytes;
        for (int i = 0; i < blocks; i++) {
            free.add(i);
        }
    }

    /** @return null where the parent has no room for one */
    static SharedWindow open(Path socket, int blocks) throws IOException {
        RangeCalls owner = new RangeCalls(socket);
        boolean made = false;
        try {
            RangeCalls.Window window = owner.window(blocks);
            if (window == null) {
                return null;
            }
            try (FileChannel channel = FileChannel.open(window.file(), StandardOpenOption.READ)) {
                ByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, 0, (long) blocks * RangeCalls.BLOCK);
                // the parent takes the name away before it answers: nothing is left behind where both are killed
                owner.window(0);
                made = true;
                return new SharedWindow(owner, window.token(), map, blocks);
            }
        } finally {
            if (!made) {
                owner.close();
            }
        }
    }

    /** One without a parent, for tests of who gets which place. */
    static SharedWindow of(int blocks) {
        return new SharedWindow(null, "", ByteBuffer.allocate(blocks * RangeCalls.BLOCK), blocks);
    }

    String token() {
        return token;
    }

    /** Takes so many blocks; null where fewer are free. */
    int[] take(int count) {
        return free.size() < count
                ? null
                : IntStream.range(0, count).map(i -> free.poll()).toArray();
    }

    void give(int[] places) {
        for (int place : places) {
            free.push(place);
        }
    }

    /** Copies from a range that was laid in these blocks. */
    void copy(int[] places, int from, int count, ByteBuffer target) {
        for (int done = 0; done < count; ) {
            int inside = (from + done) % RangeCalls.BLOCK;
            int piece = Math.min(count - done, RangeCalls.BLOCK - inside);
            target.put(bytes.slice(places[(from + done) / RangeCalls.BLOCK] * RangeCalls.BLOCK + inside, piece));
            done += piece;
        }
    }
}
