package org.curlew.pipeline.images;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * MD5, SHA-1 and SHA-256 of the whole media in one sequential pass. MD5 costs as much as the other two together, so it
 * has a thread of its own and they share one, which reads as well where a read is only a copy; else further threads read and
 * decompress block by block. Memory is fixed: 16
 * blocks of 256 KiB go round by reference.
 */
public final class MediaDigester {

    private static final int BLOCK = 256 << 10;
    private static final int BLOCKS = 16;

    private final int readers;

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

    /** Reads on as many threads as the machine has processors. */
    public MediaDigester() {
        this(Runtime.getRuntime().availableProcessors());
    }

    /** @param readers threads that read and decompress */
    public MediaDigester(int readers) {
        this.readers = readers;
    }

    /** @throws IOException where reading fails for another reason than damage, or the thread is interrupted */
    public Result digest(ImageSource source, Progress progress) throws IOException {
        BlockingQueue<MediaBlock> free = new ArrayBlockingQueue<>(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            free.add(new MediaBlock(BLOCK));
        }
        UnreadableRanges unreadable = new UnreadableRanges();
        return source.isStored()
                ? copied(source, free, unreadable, progress)
                : decoded(source, free, unreadable, progress);
    }

    /** Two threads for two cores: a third, for a copy, would only take turns with MD5, which decides the time. */
    private static Result copied(
            ImageSource source, BlockingQueue<MediaBlock> free, UnreadableRanges unreadable, Progress progress)
            throws IOException {
        BlockDigests sha = new BlockDigests("SHA-1", "SHA-256");
        try (DigestLane md5 = new DigestLane(free, "MD5")) {
            long size = source.size();
            for (long done = 0; done < size; ) {
                MediaBlock block = DigestLane.take(free);
                block.fill(source, done, (int) Math.min(BLOCK, size - done));
                note(block, unreadable);
                done += block.length();
                block.setUsers(2);
                md5.add(block);
                sha.update(block);
                if (block.release()) {
                    free.add(block);
                }
                progress.at(done, size);
            }
            return result(size, md5.finish(), sha.hex(), unreadable);
        }
    }

    private Result decoded(
            ImageSource source, BlockingQueue<MediaBlock> free, UnreadableRanges unreadable, Progress progress)
            throws IOException {
        try (DigestLane md5 = new DigestLane(free, "MD5");
                DigestLane sha = new DigestLane(free, "SHA-1", "SHA-256");
                BlockReaders pool = new BlockReaders(source, readers)) {
            ArrayDeque<BlockReaders.Filling> filling = new ArrayDeque<>();
            long size = source.size();
            long asked = 0;
            for (long done = 0; done < size; ) {
                MediaBlock spare = asked == size ? null : filling.isEmpty() ? DigestLane.take(free) : free.poll();
                if (spare != null) {
                    int length = (int) Math.min(BLOCK, size - asked);
                    filling.add(pool.fill(spare, asked, length));
                    asked += length;
                } else {
                    MediaBlock block = filling.remove().await();
                    note(block, unreadable);
                    done += block.length();
                    block.setUsers(2);
                    md5.add(block);
                    sha.add(block);
                    progress.at(done, size);
                }
            }
            return result(size, md5.finish(), sha.finish(), unreadable);
        }
    }

    private static void note(MediaBlock block, UnreadableRanges unreadable) {
        block.unreadable().forEach(range -> unreadable.add(range.offset(), range.end(), range.reason()));
    }

    private static Result result(long size, List<String> md5, List<String> sha, UnreadableRanges unreadable) {
        return new Result(size, md5.getFirst(), sha.getFirst(), sha.getLast(), unreadable.list());
    }
}
