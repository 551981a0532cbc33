package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * MD5, SHA-1 and SHA-256 of the whole media in one sequential pass. MD5 costs as much as the other two together, so it
 * has a thread of its own and they share one; the caller's thread reads. Memory is fixed: buffers go round by reference.
 */
public final class MediaDigester {

    private static final int BUFFER = 256 << 10;
    private static final int BUFFERS = 16;

    /** Told from time to time how far the pass is, on the caller's thread. */
    @FunctionalInterface
    public interface Progress {
        void at(long bytesDone, long bytesTotal);
    }

    /**
     * The digests of the media, lower-case hex; unreadable ranges count as zeros in them.
     *
     * @param bytes size of the media
     * @param unreadable in order, neighbours with the same reason merged
     */
    public record Result(long bytes, String md5, String sha1, String sha256, List<UnreadableRange> unreadable) {

        public Result {
            unreadable = List.copyOf(unreadable);
        }
    }

    /** @throws IOException where reading fails for another reason than damage, or the thread is interrupted */
    public Result digest(ImageSource source, Progress progress) throws IOException {
        BlockingQueue<DigestLane.Block> free = new ArrayBlockingQueue<>(BUFFERS);
        for (int i = 0; i < BUFFERS; i++) {
            free.add(new DigestLane.Block(new byte[BUFFER]));
        }
        UnreadableRanges unreadable = new UnreadableRanges();
        try (DigestLane md5 = new DigestLane(free, "MD5");
                DigestLane sha = new DigestLane(free, "SHA-1", "SHA-256")) {
            long size = source.size();
            for (long at = 0; at < size; ) {
                DigestLane.Block block = DigestLane.take(free);
                int length = (int) Math.min(BUFFER, size - at);
                fill(source, at, block.bytes(), length, unreadable);
                block.handTo(length, md5, sha);
                at += length;
                progress.at(at, size);
            }
            List<String> first = md5.finish();
            List<String> second = sha.finish();
            return new Result(size, first.getFirst(), second.getFirst(), second.getLast(), unreadable.list());
        }
    }

    private static void fill(ImageSource source, long at, byte[] bytes, int length, UnreadableRanges unreadable)
            throws IOException {
        ByteBuffer target = ByteBuffer.wrap(bytes, 0, length);
        while (target.hasRemaining()) {
            long here = at + target.position();
            try {
                if (source.read(here, target) < 0) {
                    throw new IOException("the image ended at byte %d, before its stated size".formatted(here));
                }
            } catch (UnreadableRangeException e) {
                long from = at + target.position();
                long to = Math.clamp(e.offset() + e.length(), from + 1, at + length);
                while (target.position() < to - at) {
                    target.put((byte) 0);
                }
                unreadable.add(from, to, e.getMessage());
            }
        }
    }
}
