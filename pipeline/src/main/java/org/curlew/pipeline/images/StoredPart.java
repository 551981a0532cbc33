package org.curlew.pipeline.images;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A part of an image that lies in the object store, read by ranges through the parent. In the file's place lies a stand-in of
 * the same name and size without bytes, in the folder that the parent named when it started this process. Where the store
 * keeps its objects as files of this machine they are read as such ({@link StretchFiles}). Else what was fetched is
 * kept for a while ({@link StoredBlocks}), and where reading goes forward the next is fetched ahead: the longer it has gone
 * forward, the more in one request, since files of a folder often lie one behind the other and often do not.
 */
final class StoredPart implements Closeable {

    /** Names the folder of stand-ins; set by the parent on the command line of its child. */
    static final String FOLDER = "curlew.stand-ins";

    private static final int READERS = 4;

    /** One for the process: it has one image open, whose format opens the parts one by one. */
    private static final StoredBlocks.Kept KEPT = new StoredBlocks.Kept();

    private final String name;
    private final Path socket;
    private final long size;
    private final Deque<RangeCalls> idle = new ArrayDeque<>();
    private final StretchFiles files;
    private final StoredBlocks blocks;
    private final ThreadPoolExecutor readers;
    private volatile boolean closed;

    private StoredPart(Path folder, Path path, long size) {
        this.name = folder.relativize(path).toString();
        this.socket = folder.resolveSibling("ranges");
        this.size = size;
        this.blocks = new StoredBlocks(size, this::fetch, KEPT);
        this.files = new StretchFiles(this::place);
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
        long end = Math.min(size, position + target.remaining());
        for (long at = position; at < end; ) {
            int direct = files.read(at, (int) (end - at), target);
            if (direct > 0) {
                at += direct;
                continue;
            }
            KEPT.prepare(socket);
            StoredBlocks.Fetch fetch;
            synchronized (KEPT) {
                if (closed) {
                    throw new java.nio.channels.ClosedChannelException();
                }
                fetch = blocks.wanted(at, end);
                blocks.ahead().forEach(next -> readers.execute(next.bytes()));
            }
            try {
                StoredBlocks.Loaded bytes = await(fetch);
                int from = (int) (at - fetch.position());
                int count = (int) Math.min(bytes.length() - from, end - at);
                bytes.copy(from, count, target);
                at += count;
            } finally {
                synchronized (KEPT) {
                    blocks.read(fetch);
                }
            }
        }
    }

    private StoredBlocks.Loaded await(StoredBlocks.Fetch fetch) throws IOException {
        // whoever comes first runs it, the others wait for it
        FutureTask<StoredBlocks.Loaded> bytes = fetch.bytes();
        bytes.run();
        try {
            return bytes.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while reading " + name);
        } catch (ExecutionException e) {
            synchronized (KEPT) {
                blocks.forget(fetch);
            }
            throw new IOException(String.valueOf(e.getCause().getMessage()), e.getCause());
        }
    }

    private interface Call<T> {
        T with(RangeCalls calls) throws IOException;
    }

    private StoredBlocks.Loaded fetch(long position, int length, SharedWindow window, int[] places) throws IOException {
        return call(calls -> {
            StoredBlocks.Loaded loaded = places == null
                    ? StoredBlocks.Loaded.of(calls.read(name, position, length))
                    : laid(window, places, calls.into(name, position, length, window.token(), places));
            if (loaded.length() < length) {
                throw new IOException(name + " is shorter in the store than it was");
            }
            return loaded;
        });
    }

    private static StoredBlocks.Loaded laid(SharedWindow window, int[] places, int length) {
        return new StoredBlocks.Loaded() {
            @Override
            public int length() {
                return length;
            }

            @Override
            public void copy(int from, int count, ByteBuffer target) {
                window.copy(places, from, count, target);
            }
        };
    }

    private RangeCalls.Place place(long position) throws IOException {
        return call(calls -> calls.place(name, position));
    }

    private <T> T call(Call<T> call) throws IOException {
        RangeCalls calls = borrow();
        boolean whole = false;
        try {
            T answer = call.with(calls);
            whole = true;
            return answer;
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
            open = new ArrayDeque<>(idle);
            idle.clear();
            closed = true;
        }
        synchronized (KEPT) {
            blocks.clear();
        }
        files.close();
        readers.shutdown();
        for (RangeCalls calls : open) {
            calls.close();
        }
    }
}
