package org.curlew.pipeline.images;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decoded chunks in a fixed number of reused buffers. A chunk is decoded once however many threads ask for it; chunks
 * that were queued ahead and that nobody has begun are decoded by whoever needs them first, so a reader never waits
 * behind the read-ahead's queue. What was used longest ago gives its buffer up first; what was read ahead and not yet
 * used goes last.
 */
final class ChunkCache implements AutoCloseable {

    private enum State {
        QUEUED,
        LOADING,
        READY
    }

    private static final class Slot {
        final long chunk;
        State state = State.QUEUED;
        byte[] bytes;
        UnreadableRangeException failure;
        int pins;
        boolean unused;
        long announcedAt;

        Slot(long chunk) {
            this.chunk = chunk;
        }
    }

    private final ChunkDecoder decoder;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, Slot> slots = new HashMap<>();
    private final LinkedHashSet<Slot> used = new LinkedHashSet<>();
    private final LinkedHashSet<Slot> unused = new LinkedHashSet<>();
    private final ArrayDeque<byte[]> free = new ArrayDeque<>();
    private final ArrayDeque<Scratch> scratches = new ArrayDeque<>();
    private int buffers;
    private long reads;
    private int busy;
    private boolean closed;

    /** @param capacity buffers of one chunk each, at least one */
    ChunkCache(ChunkDecoder decoder, int capacity) {
        this.decoder = decoder;
        this.capacity = capacity;
    }

    /** Copies bytes of one chunk to the target, decoding the chunk if need be. */
    void copy(long chunk, int from, int length, ByteBuffer target) throws IOException {
        Slot slot = acquire(chunk);
        try {
            if (slot.failure != null) {
                UnreadableRangeException known = slot.failure;
                throw new UnreadableRangeException(known.offset(), known.length(), known.getMessage());
            }
            target.put(slot.bytes, from, length);
        } finally {
            release(slot);
        }
    }

    /** Decodes one whole chunk for a caller who keeps it; the cache neither serves nor remembers it. */
    void decodeInto(long chunk, byte[] target, int at) throws IOException {
        Scratch scratch;
        lock.lock();
        try {
            if (closed) {
                throw new ClosedChannelException();
            }
            scratch = borrow();
        } finally {
            lock.unlock();
        }
        try {
            decode(chunk, target, at, scratch);
        } finally {
            lock.lock();
            try {
                giveBack(scratch);
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Announces chunks that will be wanted soon.
     *
     * @return the first chunk that found no room, {@code end} where all did
     */
    long announce(long start, long end) {
        lock.lock();
        try {
            for (long chunk = start; chunk < end; chunk++) {
                if (closed || unused.size() >= capacity / 2 && !dropStale()) {
                    return chunk;
                }
                if (!slots.containsKey(chunk)) {
                    Slot slot = new Slot(chunk);
                    slot.unused = true;
                    slot.announcedAt = reads;
                    slots.put(chunk, slot);
                    unused.add(slot);
                }
            }
            return end;
        } finally {
            lock.unlock();
        }
    }

    /** Gives up the oldest announced chunk where its reader has long gone elsewhere. */
    private boolean dropStale() {
        Slot oldest = unused.isEmpty() ? null : unused.getFirst();
        if (oldest == null
                || reads - oldest.announcedAt < 4L * capacity
                || oldest.state == State.LOADING
                || oldest.pins > 0) {
            return false;
        }
        forget(oldest);
        if (oldest.bytes != null) {
            free.push(oldest.bytes);
        }
        return true;
    }

    /** Decodes announced chunks that nobody has begun; for the threads of the read-ahead. */
    void loadAnnounced(long start, long end) throws IOException {
        for (long chunk = start; chunk < end; chunk++) {
            Slot slot;
            byte[] buffer;
            Scratch scratch;
            lock.lock();
            try {
                slot = slots.get(chunk);
                if (closed || slot == null || slot.state != State.QUEUED) {
                    continue;
                }
                buffer = bufferOrNull();
                if (buffer == null) {
                    forget(slot);
                    continue;
                }
                slot.state = State.LOADING;
                scratch = borrow();
            } finally {
                lock.unlock();
            }
            load(slot, buffer, scratch);
        }
    }

    private Slot acquire(long chunk) throws IOException {
        Slot slot;
        byte[] buffer;
        Scratch scratch;
        lock.lock();
        try {
            while (true) {
                if (closed) {
                    throw new ClosedChannelException();
                }
                slot = slots.get(chunk);
                if (slot != null && slot.state == State.READY) {
                    slot.pins++;
                    return slot;
                }
                if (slot == null || slot.state == State.QUEUED) {
                    buffer = bufferOrNull();
                    if (buffer != null) {
                        break;
                    }
                }
                changed.awaitUninterruptibly();
            }
            slot = slots.computeIfAbsent(chunk, Slot::new);
            slot.state = State.LOADING;
            slot.pins++;
            scratch = borrow();
        } finally {
            lock.unlock();
        }
        load(slot, buffer, scratch);
        return slot;
    }

    private void release(Slot slot) {
        lock.lock();
        try {
            slot.pins--;
            if (slot.unused) {
                slot.unused = false;
                unused.remove(slot);
            }
            reads++;
            used.remove(slot);
            used.add(slot);
            // damaged chunks hold no buffer, so that nothing else would ever push them out
            byte[] pushedOut = used.size() > 2 * capacity ? takeFrom(used) : null;
            if (pushedOut != null) {
                free.push(pushedOut);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Decodes into the slot; a passing failure (not damage) drops the slot again, so that the next reader tries anew. */
    private void load(Slot slot, byte[] buffer, Scratch scratch) throws IOException {
        UnreadableRangeException damage = null;
        boolean decided = false;
        try {
            decode(slot.chunk, buffer, 0, scratch);
            decided = true;
        } catch (UnreadableRangeException e) {
            damage = e;
            decided = e.getCause() == null;
        } finally {
            lock.lock();
            try {
                giveBack(scratch);
                if (decided) {
                    settle(slot, buffer, damage);
                } else {
                    free.push(buffer);
                    forget(slot);
                }
            } finally {
                lock.unlock();
            }
        }
        if (!decided) {
            throw damage;
        }
    }

    /** A disk or share that fails makes the chunk unreadable, with the failure as the cause: it may pass. */
    private void decode(long chunk, byte[] target, int at, Scratch scratch) throws IOException {
        long offset = chunk * decoder.chunkSize();
        int length = (int) Math.min(decoder.chunkSize(), decoder.mediaSize() - offset);
        try {
            decoder.decode(chunk, target, at, length, scratch);
        } catch (UnreadableRangeException | InterruptedIOException | ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            UnreadableRangeException failure = new UnreadableRangeException(
                    offset, length, "the image's file cannot be read here: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private void settle(Slot slot, byte[] buffer, UnreadableRangeException damage) {
        slot.state = State.READY;
        slot.failure = damage;
        if (damage == null) {
            slot.bytes = buffer;
        } else {
            free.push(buffer);
        }
        if (!slot.unused) {
            used.add(slot);
        }
    }

    private void forget(Slot slot) {
        slots.remove(slot.chunk, slot);
        used.remove(slot);
        unused.remove(slot);
    }

    private byte[] bufferOrNull() {
        byte[] spare = free.poll();
        if (spare != null) {
            return spare;
        }
        if (buffers < capacity) {
            buffers++;
            return new byte[decoder.chunkSize()];
        }
        byte[] taken = takeFrom(used);
        return taken != null ? taken : takeFrom(unused);
    }

    private byte[] takeFrom(LinkedHashSet<Slot> candidates) {
        byte[] taken = null;
        for (var each = candidates.iterator(); taken == null && each.hasNext(); ) {
            Slot slot = each.next();
            if (slot.state == State.READY && slot.pins == 0) {
                taken = slot.bytes;
                each.remove();
                slots.remove(slot.chunk, slot);
            }
        }
        return taken;
    }

    /** With the lock held. */
    private Scratch borrow() {
        busy++;
        Scratch spare = scratches.poll();
        return spare != null ? spare : new Scratch();
    }

    /** With the lock held. */
    private void giveBack(Scratch scratch) {
        busy--;
        scratches.push(scratch);
        changed.signalAll();
    }

    /** Waits for decoding under way, then gives the native memory back. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            while (busy > 0) {
                changed.awaitUninterruptibly();
            }
            scratches.forEach(Scratch::close);
            scratches.clear();
            slots.clear();
            used.clear();
            unused.clear();
            free.clear();
        } finally {
            lock.unlock();
        }
    }
}
