package org.curlew.pipeline.images;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** One thread that digests blocks in the order they come and gives each back when the last lane is done with it. */
final class DigestLane implements AutoCloseable {

    /** A buffer that several lanes read at once. */
    record Block(byte[] bytes, int[] length, AtomicInteger users) {

        Block(byte[] bytes) {
            this(bytes, new int[1], new AtomicInteger());
        }

        void handTo(int filled, DigestLane... lanes) throws IOException {
            length[0] = filled;
            users.set(lanes.length);
            for (DigestLane lane : lanes) {
                lane.add(this);
            }
        }
    }

    private final BlockingQueue<Block> free;
    private final BlockingQueue<Block> waiting = new ArrayBlockingQueue<>(64);
    private final Block end = new Block(new byte[0]);
    private final List<MessageDigest> digests = new ArrayList<>();
    private final Thread thread;

    DigestLane(BlockingQueue<Block> free, String... algorithms) {
        this.free = free;
        for (String algorithm : algorithms) {
            digests.add(digest(algorithm));
        }
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("digest-" + String.join("-", algorithms))
                .start(this::run);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }

    private void run() {
        try {
            for (Block block = waiting.take(); block != end; block = waiting.take()) {
                for (MessageDigest digest : digests) {
                    digest.update(block.bytes(), 0, block.length()[0]);
                }
                if (block.users().decrementAndGet() == 0) {
                    free.put(block);
                }
            }
        } catch (InterruptedException e) {
            // the pass was given up: nobody waits for these digests
            Thread.currentThread().interrupt();
        }
    }

    private void add(Block block) throws IOException {
        try {
            waiting.put(block);
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    /** Waits for a block that no lane needs any more. */
    static Block take(BlockingQueue<Block> free) throws IOException {
        try {
            return free.take();
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    /** The digests of everything handed over, lower-case hex, in the order of the algorithms. */
    List<String> finish() throws IOException {
        add(end);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw stopped(e);
        }
        return digests.stream()
                .map(digest -> HexFormat.of().formatHex(digest.digest()))
                .toList();
    }

    private static InterruptedIOException stopped(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException stop = new InterruptedIOException("interrupted while digesting");
        stop.initCause(cause);
        return stop;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
