package org.curlew.pipeline.images;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What one decoding thread needs and reuses: an input buffer, inflaters, a checksum. */
final class Scratch implements AutoCloseable {

    /** Compressed chunks up to this size are remembered: runs of equal bytes come in thousands of equal chunks. */
    private static final int SMALL = 512;

    /** A last chunk padded beyond this is no chunk of ours. */
    private static final int MOST_PADDING = 16 << 20;

    private final byte[] padding = new byte[4 << 10];
    private final FastInflate fast;
    private final Inflater zlib = new Inflater();
    private final Inflater raw = new Inflater(true);
    private final Adler32 adler = new Adler32();
    private ByteBuffer input = ByteBuffer.allocateDirect(64 << 10);
    private ByteBuffer lastFill = ByteBuffer.allocate(0);
    private byte lastFillValue;
    private int lastFillLength = -1;

    Scratch() {
        this(FastInflate.openOrNull());
    }

    /** @param fast null: inflate with the JDK alone */
    Scratch(FastInflate fast) {
        this.fast = fast;
    }

    /** An empty direct buffer of this room; the same memory every time. */
    ByteBuffer input(int room) {
        if (input.capacity() < room) {
            input = ByteBuffer.allocateDirect(room + (room >> 2));
        }
        return input.clear().limit(room);
    }

    int adler32(ByteBuffer bytes) {
        adler.reset();
        adler.update(bytes);
        return (int) adler.getValue();
    }

    /**
     * Inflates one zlib stream, which carries its own Adler-32, and stops where the target is full.
     *
     * @return whether the stream was sound and gave at least {@code length} bytes
     */
    boolean inflateZlib(ByteBuffer compressed, byte[] target, int at, int length) {
        boolean small = compressed.remaining() <= SMALL;
        if (small && length == lastFillLength && compressed.mismatch(lastFill) < 0) {
            Arrays.fill(target, at, at + length, lastFillValue);
            return true;
        }
        ByteBuffer whole = compressed.duplicate();
        boolean sound = fast != null && fast.inflate(compressed, target, at, length)
                || inflate(zlib, compressed, target, at, length) && endsSoundly();
        if (!sound) {
            return false;
        }
        if (small && length > 1 && Arrays.equals(target, at, at + length - 1, target, at + 1, at + length)) {
            lastFill = ByteBuffer.allocate(whole.remaining()).put(whole).flip();
            lastFillValue = target[at];
            lastFillLength = length;
        }
        return true;
    }

    /** Inflates a bare deflate stream, which has no checksum. */
    boolean inflateRaw(ByteBuffer compressed, byte[] target, int at, int length) {
        return inflate(raw, compressed, target, at, length);
    }

    private static boolean inflate(Inflater inflater, ByteBuffer compressed, byte[] target, int at, int length) {
        inflater.reset();
        inflater.setInput(compressed);
        int done = 0;
        try {
            while (done < length) {
                int got = inflater.inflate(target, at + done, length - done);
                if (got == 0 && (inflater.finished() || inflater.needsInput() || inflater.needsDictionary())) {
                    return false;
                }
                done += got;
            }
            return true;
        } catch (DataFormatException e) {
            return false;
        }
    }

    /** Lets the inflater reach the trailing checksum; a last chunk may be padded, so more output is passed over. */
    private boolean endsSoundly() {
        int passed = 0;
        try {
            while (!zlib.finished() && passed <= MOST_PADDING) {
                int got = zlib.inflate(padding);
                if (got == 0 && !zlib.finished()) {
                    return false;
                }
                passed += got;
            }
            return zlib.finished();
        } catch (DataFormatException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (fast != null) {
            fast.close();
        }
        zlib.end();
        raw.end();
    }
}
