package org.curlew.pipeline.images;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A part of an image that lies in the object store, read by ranges through the parent. In the file's place lies a stand-in of
 * the same name and size without bytes, in the folder that the parent named when it started this process. Blocks are kept,
 * and where reading goes forward the next are fetched ahead; memory is fixed.
 */
final class StoredPart implements Closeable {

    /** Names the folder of stand-ins; set by the parent on the command line of its child. */
    static final String FOLDER = "curlew.stand-ins";

    private static final int BLOCK = 1 << 20;
    private static final int KEPT = 24;
    private static final int AHEAD = 8;
    private static final int READERS = 3;

    private final String name;
    private final Path socket;
    private final long size;
    private final Deque<RangeCalls> idle = new ArrayDeque<>();
    private final Map<Long, FutureTask<byte[]>> blocks = new LinkedHashMap<>(KEPT * 2, 0.75f, true);
    private final ThreadPoolExecutor readers;
    private long last = -1;
    private boolean closed;

    private StoredPart(Path folder, Path path, long size) {
        this.name = folder.relativize(path).toString();
        this.socket = folder.resolveSibling("ranges");
        this.size = size;
        this.readers = new ThreadPoolExecutor(
                READERS, READERS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> Thread.ofPlatform()
                        .daemon()
                        .name("stored-part-ahead")
                        .unstarted(work));
        readers.allowCoreThreadTimeOut(true);
    }

    /** @return null where the path is a file like others */
    static StoredPart of(Path path, long size) {
        String folder = System.getProperty(FOLDER, "");
        Path whole = path.toAbsolutePath().normalize();
        return folder.isEmpty() || !whole.startsWith(folder) ? null : new StoredPart(Path.of(folder), whole, size);
    }

    /** Reads until the target is full or the part ends; the target's position tells how far. */
    void read(long position, ByteBuffer target) throws IOException {
        long at = position;
        while (target.hasRemaining() && at < size) {
            long number = at / BLOCK;
            byte[] block = block(number);
            int from = (int) (at - number * BLOCK);
            int count = Math.min(block.length - from, target.remaining());
            if (count <= 0) {
                return;
            }
            target.put(block, from, count);
            at += count;
        }
    }

    private byte[] block(long number) throws IOException {
        FutureTask<byte[]> wanted;
        synchronized (this) {
            if (closed) {
                throw new java.nio.channels.ClosedChannelException();
            }
            wanted = task(number, false);
            if (number == last + 1) {
                for (long ahead = number + 1; ahead <= number + AHEAD && ahead * BLOCK < size; ahead++) {
                    task(ahead, true);
                }
            }
            last = number;
        }
        wanted.run();
        try {
            return wanted.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while reading " + name);
        } catch (ExecutionException e) {
            synchronized (this) {
                blocks.remove(number, wanted);
            }
            throw new IOException(String.valueOf(e.getCause().getMessage()), e.getCause());
        }
    }

    /** The block's task: whoever comes first runs it, the others wait for it. */
    private FutureTask<byte[]> task(long number, boolean ahead) {
        FutureTask<byte[]> task = blocks.get(number);
        if (task == null) {
            task = new FutureTask<>(() -> fetch(number));
            blocks.put(number, task);
            if (blocks.size() > KEPT) {
                blocks.remove(blocks.keySet().iterator().next());
            }
            if (ahead) {
                readers.execute(task);
            }
        }
        return task;
    }

    private byte[] fetch(long number) throws IOException {
        long from = number * BLOCK;
        int length = (int) Math.min(BLOCK, size - from);
        RangeCalls calls = borrow();
        boolean whole = false;
        try {
            byte[] bytes = calls.read(name, from, length);
            if (bytes.length < length) {
                throw new IOException(name + " is shorter in the store than it was");
            }
            whole = true;
            return bytes;
        } finally {
            giveBack(calls, whole);
        }
    }

    private RangeCalls borrow() throws IOException {
        synchronized (this) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return new RangeCalls(socket);
    }

    private void giveBack(RangeCalls calls, boolean whole) throws IOException {
        synchronized (this) {
            if (whole && !closed) {
                idle.push(calls);
                return;
            }
        }
        calls.close();
    }

    @Override
    public void close() throws IOException {
        Deque<RangeCalls> open;
        synchronized (this) {
            closed = true;
            open = new ArrayDeque<>(idle);
            idle.clear();
            blocks.clear();
        }
        readers.shutdown();
        for (RangeCalls calls : open) {
            calls.close();
        }
    }
}
