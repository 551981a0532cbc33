package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One thread that digests. Small files are digested whole; of a big one, one lane computes MD5 and another SHA-1 and
 * SHA-256, which cost about the same, so a single file uses two cores. Jobs of one big file stand in the queue without
 * other big files between, because one thread produces them.
 */
final class DigestLane implements Runnable {

    private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha1 = digest("SHA-1");
    private final MessageDigest sha256 = digest("SHA-256");
    private final DigestPipeline pipeline;
    private final FileTypes types = new FileTypes();

    DigestLane(DigestPipeline pipeline) {
        this.pipeline = pipeline;
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has " + name, impossible);
        }
    }

    /** Bytes still to be digested here. */
    long waiting() {
        return waiting.get();
    }

    void add(Job job) {
        waiting.addAndGet(job.weight());
        jobs.add(job);
    }

    @Override
    public void run() {
        try {
            while (true) {
                Job job = jobs.take();
                if (job instanceof Stop) {
                    return;
                }
                try {
                    work(job);
                } catch (Throwable failure) {
                    pipeline.failed(failure);
                }
                waiting.addAndGet(-job.weight());
                pipeline.done(job);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Job job) throws IOException {
        switch (job) {
            case Batch batch -> {
                for (Chunk.Piece piece : batch.chunk().pieces) {
                    small(batch.chunk(), piece);
                }
            }
            case Part part -> {
                byte[] bytes = part.chunk().bytes;
                if (part.role() == Role.MD5) {
                    md5.update(bytes, 0, part.length());
                    pipeline.tally().add(0, part.length());
                } else {
                    sha1.update(bytes, 0, part.length());
                    sha256.update(bytes, 0, part.length());
                }
            }
            case End end -> finish(end);
            case Stop stop -> throw new IllegalStateException("stop is handled by the loop");
        }
    }

    private void small(Chunk chunk, Chunk.Piece piece) throws IOException {
        FileDraft draft = piece.draft();
        if (piece.failure() != null) {
            pipeline.findings()
                    .file(draft.without(
                            piece.failure().outcome(), piece.failure().reason()));
        } else {
            md5.update(chunk.bytes, piece.offset(), piece.length());
            sha1.update(chunk.bytes, piece.offset(), piece.length());
            sha256.update(chunk.bytes, piece.offset(), piece.length());
            pipeline.findings().file(describe(draft, chunk, piece.offset(), piece.length(), digests()));
        }
        pipeline.tally().add(1, piece.length());
    }

    private Digests digests() {
        return new Digests(md5.digest(), sha1.digest(), sha256.digest());
    }

    private ExtractedFile describe(FileDraft draft, Chunk head, int offset, int length, Digests digests) {
        String mime = draft.mime() != null ? draft.mime() : types.detect(head.bytes, offset, length, draft.path());
        CameraFacts camera = Cameras.read(mime, head.bytes, offset, length);
        return draft.hashed(mime, digests.md5(), digests.sha1(), digests.sha256(), camera);
    }

    private void finish(End end) throws IOException {
        Stream stream = end.stream();
        if (end.role() == Role.MD5) {
            stream.md5 = md5.digest();
        } else {
            stream.sha1 = sha1.digest();
            stream.sha256 = sha256.digest();
        }
        if (stream.open.decrementAndGet() == 0) {
            if (stream.failure != null) {
                pipeline.findings().file(stream.draft.without(stream.failure.outcome(), stream.failure.reason()));
            } else {
                Digests digests = new Digests(stream.md5, stream.sha1, stream.sha256);
                pipeline.findings().file(describe(stream.draft, stream.head, 0, stream.headLength, digests));
            }
            pipeline.tally().add(1, 0);
            pipeline.release(stream.head);
        }
    }

    private record Digests(byte[] md5, byte[] sha1, byte[] sha256) {}

    /** Which digests of a big file a lane computes. */
    enum Role {
        MD5,
        SHA
    }

    /** A big file on its way; the queues order what the two lanes write here. */
    static final class Stream {
        final FileDraft draft;
        final Chunk head;
        final int headLength;
        final AtomicInteger open = new AtomicInteger(2);
        final ContentWriter.Failure failure;
        volatile byte[] md5;
        volatile byte[] sha1;
        volatile byte[] sha256;

        Stream(FileDraft draft, Chunk head, int headLength, ContentWriter.Failure failure) {
            this.draft = draft;
            this.head = head;
            this.headLength = headLength;
            this.failure = failure;
        }
    }

    /** A unit of a lane's work. */
    sealed interface Job permits Batch, Part, End, Stop {
        default long weight() {
            return 0;
        }
    }

    record Batch(Chunk chunk, long weight) implements Job {}

    record Part(Chunk chunk, int length, Role role) implements Job {
        @Override
        public long weight() {
            return length;
        }
    }

    record End(Stream stream, Role role) implements Job {}

    record Stop() implements Job {}
}
