package org.curlew.pipeline.extraction;

import java.io.IOException;

/**
 * The producing side of the pipeline, for one thread: begin, write, end; a file at a time. The writer asks for room and
 * fills it, so content is copied once.
 */
final class ContentWriter {

    /** A buffer with less room than this is handed over before the next file of unknown size. */
    private static final int RESERVE = 64 * 1024;

    private final DigestPipeline pipeline;
    private Chunk chunk;
    private int used;
    private int start;
    private FileDraft draft;
    private long written;
    private DigestPipeline.Lanes lanes;
    private Chunk head;
    private int headLength;

    ContentWriter(DigestPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Begins a file.
     *
     * @param expected bytes to come, or -1 where nobody knows
     */
    void begin(FileDraft file, long expected) throws IOException {
        draft = file;
        written = 0;
        long wanted = expected < 0 ? RESERVE : Math.min(expected, Chunk.SIZE);
        if (chunk != null && Chunk.SIZE - used < wanted) {
            flush();
        }
        if (chunk == null) {
            chunk = pipeline.take();
            used = 0;
        }
        start = used;
    }

    /** The buffer to write into, from {@link #position}, at most {@link #room} bytes. */
    byte[] buffer() {
        return chunk.bytes;
    }

    int position() {
        return used;
    }

    /** Makes room and tells how much there is: never less than one byte. */
    int room() throws IOException {
        if (used == Chunk.SIZE) {
            if (lanes == null && start > 0) {
                moveToOwnBuffer();
            } else {
                handOver();
            }
        }
        return Chunk.SIZE - used;
    }

    private void moveToOwnBuffer() throws IOException {
        Chunk own = pipeline.take();
        int length = used - start;
        System.arraycopy(chunk.bytes, start, own.bytes, 0, length);
        pipeline.submit(chunk, start);
        chunk = own;
        start = 0;
        used = length;
    }

    private void handOver() throws IOException {
        if (lanes == null) {
            lanes = pipeline.lanes();
            head = chunk;
            headLength = used;
            head.hold();
        }
        lanes.part(chunk, used);
        chunk = pipeline.take();
        used = 0;
    }

    void wrote(int count) {
        used += count;
        written += count;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int count = Math.min(room(), length - done);
            System.arraycopy(bytes, offset + done, chunk.bytes, used, count);
            wrote(count);
            done += count;
        }
    }

    /** Bytes of the current file so far. */
    long written() {
        return written;
    }

    /** The buffer with the first bytes of the current file; see {@link #headStart} and {@link #headLength}. */
    byte[] headBuffer() {
        return lanes == null ? chunk.bytes : head.bytes;
    }

    int headStart() {
        return lanes == null ? start : 0;
    }

    int headLength() {
        return lanes == null ? used - start : headLength;
    }

    /** True where all of the current file is in the head. */
    boolean isWhole() {
        return lanes == null;
    }

    /** Ends the file; its size is what was written. */
    void end() {
        close(null);
    }

    /** Ends a file whose type is known better than its first bytes tell. */
    void end(String mime) {
        draft = mime == null || draft.mime() != null ? draft : draft.withMime(mime);
        close(null);
    }

    /** Ends a file that could not be read to its end. */
    void fail(String reason) {
        fail(reason, Outcome.UNREADABLE);
    }

    void fail(String reason, Outcome outcome) {
        close(new Failure(outcome, reason));
    }

    /** Why a file has no digests. */
    record Failure(Outcome outcome, String reason) {}

    private void close(Failure failure) {
        FileDraft file = failure == null ? draft.withSize(written) : draft;
        if (lanes == null) {
            if (failure != null) {
                used = start;
            }
            chunk.pieces.add(new Chunk.Piece(file, start, used - start, failure));
        } else {
            if (used > 0) {
                lanes.part(chunk, used);
            } else {
                pipeline.release(chunk);
            }
            lanes.end(new DigestLane.Stream(file, head, headLength, failure));
            lanes = null;
            head = null;
            chunk = null;
        }
    }

    /** Hands over what has been collected. */
    void flush() {
        if (chunk != null) {
            if (chunk.pieces.isEmpty()) {
                pipeline.release(chunk);
            } else {
                pipeline.submit(chunk, used);
            }
            chunk = null;
        }
    }
}
