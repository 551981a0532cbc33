package org.curlew.triage.hashsets.index;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sorts any number of digests with their payload numbers in bounded memory. Digests are spread evenly, so each goes by one of its
 * bytes into one of 256 buckets, which spill to one file in blocks; the buckets are then sorted one by one, two ahead of the writer.
 * A bucket that is too large for memory, as only a made-up list can have, is split by its next byte.
 */
final class DigestSorter implements Closeable {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BUCKETS = 256;
    private static final int BLOCK_ROWS = 1024;
    private static final int FIRST_ROWS = 16;

    /** Receives the rows in rising order; equal digests in the order they were added. */
    interface Receiver {
        void row(byte[] data, int offset, int payload) throws IOException;
    }

    private final int digestBytes;
    private final int rowBytes;
    private final int level;
    private final int memoryRows;
    private final Path spillPath;
    private final Bucket[] buckets = new Bucket[BUCKETS];
    private FileChannel spill;
    private long spilled;
    private long rows;

    DigestSorter(DigestKind kind, Path spillPath) {
        this(kind.bytes(), 0, spillPath, 1 << 19);
    }

    /**
     * @param level which byte of the digest chooses the bucket
     * @param memoryRows rows sorted in memory at once, at most 2^24
     */
    DigestSorter(int digestBytes, int level, Path spillPath, int memoryRows) {
        this.digestBytes = digestBytes;
        this.rowBytes = digestBytes + Integer.BYTES;
        this.level = level;
        this.spillPath = spillPath;
        this.memoryRows = memoryRows;
    }

    private final class Bucket {
        byte[] tail = new byte[FIRST_ROWS * rowBytes];
        int filled;
        long[] blocks = new long[4];
        int blockCount;

        long rows() {
            return (long) blockCount * BLOCK_ROWS + filled / rowBytes;
        }

        void makeRoom() throws IOException {
            if (tail.length < BLOCK_ROWS * rowBytes) {
                tail = Arrays.copyOf(tail, Math.min(BLOCK_ROWS * rowBytes, tail.length * 4));
                return;
            }
            if (spill == null) {
                spill = FileChannel.open(
                        spillPath,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
            }
            if (blockCount == blocks.length) {
                blocks = Arrays.copyOf(blocks, blockCount * 2);
            }
            blocks[blockCount++] = spilled;
            for (ByteBuffer block = ByteBuffer.wrap(tail); block.hasRemaining(); ) {
                spilled += spill.write(block, spilled);
            }
            filled = 0;
        }

        int load(int block, byte[] target, int offset) throws IOException {
            if (block == blockCount) {
                System.arraycopy(tail, 0, target, offset, filled);
                return filled;
            }
            ByteBuffer into = ByteBuffer.wrap(target, offset, BLOCK_ROWS * rowBytes);
            long at = blocks[block];
            while (into.hasRemaining()) {
                int got = spill.read(into, at);
                if (got < 0) {
                    throw new IOException(spillPath + ": the spill file ends early; is the disk full?");
                }
                at += got;
            }
            return BLOCK_ROWS * rowBytes;
        }
    }

    long rows() {
        return rows;
    }

    void add(byte[] digest, int payload) throws IOException {
        add(digest, 0, payload);
    }

    /** Takes the digest that lies at an offset. */
    void add(byte[] data, int offset, int payload) throws IOException {
        int number = data[offset + level] & 0xff;
        Bucket bucket = buckets[number];
        if (bucket == null) {
            bucket = new Bucket();
            buckets[number] = bucket;
        }
        if (bucket.filled == bucket.tail.length) {
            bucket.makeRoom();
        }
        System.arraycopy(data, offset, bucket.tail, bucket.filled, digestBytes);
        INT.set(bucket.tail, bucket.filled + digestBytes, payload);
        bucket.filled += rowBytes;
        rows++;
    }

    /** Hands over every row in order, and frees the buckets on the way; once only. */
    void drain(Receiver receiver) throws IOException {
        ExecutorService sorters = Executors.newFixedThreadPool(2);
        try {
            Deque<Future<Sorted>> ahead = new ArrayDeque<>();
            for (int next = 0, taken = 0; taken < BUCKETS; taken++) {
                while (next < BUCKETS && ahead.size() < 3) {
                    int number = next++;
                    ahead.add(sorters.submit(() -> sort(number)));
                }
                deliver(await(ahead.remove()), receiver);
            }
        } finally {
            sorters.shutdownNow();
        }
    }

    private static Sorted await(Future<Sorted> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("sorting digests failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("sorting digests was interrupted", e);
        }
    }

    /** A bucket in memory and the order of its rows; or, too large for that, the bucket's number. */
    private record Sorted(byte[] data, long[] order, int count, int tooLarge) {}

    private Sorted sort(int number) throws IOException {
        Bucket bucket = buckets[number];
        if (bucket == null) {
            return new Sorted(null, null, 0, -1);
        } else if (bucket.rows() > memoryRows) {
            return new Sorted(null, null, 0, number);
        }
        int count = (int) bucket.rows();
        byte[] data = bucket.blockCount == 0 ? bucket.tail : new byte[count * rowBytes];
        for (int block = 0, at = 0; bucket.blockCount > 0 && block <= bucket.blockCount; block++) {
            at += bucket.load(block, data, at);
        }
        buckets[number] = null;
        return new Sorted(data, order(data, count), count, -1);
    }

    /** Row numbers in order: sorts by the five bytes after the bucket's, with the row number below them; then settles the ties. */
    private long[] order(byte[] data, int count) {
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            long key = 0;
            for (int k = level + 1; k <= level + 5; k++) {
                key = key << 8 | (k < digestBytes ? data[i * rowBytes + k] & 0xff : 0);
            }
            keys[i] = (key << 24 | i) ^ Long.MIN_VALUE;
        }
        Arrays.sort(keys);
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && keys[to] >>> 24 == keys[from] >>> 24) {
                to++;
            }
            if (to - from > 1) {
                settle(data, keys, from, to);
            }
            from = to;
        }
        return keys;
    }

    private void settle(byte[] data, long[] keys, int from, int to) {
        Long[] tied = new Long[to - from];
        for (int i = from; i < to; i++) {
            tied[i - from] = keys[i];
        }
        Arrays.sort(tied, (a, b) -> {
            int x = row(a) * rowBytes;
            int y = row(b) * rowBytes;
            return Arrays.compareUnsigned(data, x, x + digestBytes, data, y, y + digestBytes);
        });
        for (int i = from; i < to; i++) {
            keys[i] = tied[i - from];
        }
    }

    private static int row(long key) {
        return (int) key & 0xffffff;
    }

    private void deliver(Sorted sorted, Receiver receiver) throws IOException {
        if (sorted.tooLarge() >= 0) {
            split(sorted.tooLarge(), receiver);
            return;
        }
        for (int i = 0; i < sorted.count(); i++) {
            int offset = row(sorted.order()[i]) * rowBytes;
            receiver.row(sorted.data(), offset, (int) INT.get(sorted.data(), offset + digestBytes));
        }
    }

    private void split(int number, Receiver receiver) throws IOException {
        Bucket bucket = buckets[number];
        byte[] block = new byte[BLOCK_ROWS * rowBytes];
        if (level + 1 == digestBytes) {
            for (int i = 0; i <= bucket.blockCount; i++) {
                int filled = bucket.load(i, block, 0);
                for (int at = 0; at < filled; at += rowBytes) {
                    receiver.row(block, at, (int) INT.get(block, at + digestBytes));
                }
            }
        } else {
            Path below = spillPath.resolveSibling(spillPath.getFileName() + "-" + (level + 1));
            try (DigestSorter next = new DigestSorter(digestBytes, level + 1, below, memoryRows)) {
                for (int i = 0; i <= bucket.blockCount; i++) {
                    int filled = bucket.load(i, block, 0);
                    for (int at = 0; at < filled; at += rowBytes) {
                        next.add(block, at, (int) INT.get(block, at + digestBytes));
                    }
                }
                next.drain(receiver);
            }
        }
        buckets[number] = null;
    }

    @Override
    public void close() throws IOException {
        if (spill != null) {
            spill.close();
        }
    }
}
