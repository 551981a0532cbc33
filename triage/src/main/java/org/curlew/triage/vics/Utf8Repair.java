package org.curlew.triage.vics;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Passes UTF-8 through and turns each byte that is not part of it into a question mark, so that one file name in an old code page
 * does not cost a set of millions. Offsets stay as they are in the file. Plain ASCII, nearly everything, is passed eight bytes a step.
 */
public final class Utf8Repair extends FilterInputStream {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** Checked bytes from next to clean; after them, up to filled, at most three of a character whose end is not read yet. */
    private final byte[] block = new byte[1 << 16];

    private int next;
    private int clean;
    private int filled;
    private long blockStart;
    private long firstBad = -1;
    private long bad;
    private boolean ended;

    public Utf8Repair(InputStream in) {
        this(in, 0);
    }

    /** @param start offset of the stream's first byte in the file */
    Utf8Repair(InputStream in, long start) {
        super(in);
        blockStart = start;
    }

    /** Offset of the first byte that was replaced; -1 where none was. */
    public long firstBad() {
        return firstBad;
    }

    /** How many bytes were replaced. */
    public long bad() {
        return bad;
    }

    /** Bytes read from the file so far; its size once it has ended. */
    public long bytesRead() {
        return blockStart + filled;
    }

    /** Whether the file has been read to its end. */
    public boolean ended() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (next == clean) {
            if (ended) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, clean - next);
        System.arraycopy(block, next, buffer, offset, count);
        next += count;
        return count;
    }

    private void fill() throws IOException {
        System.arraycopy(block, clean, block, 0, filled - clean);
        blockStart += clean;
        filled -= clean;
        int got = in.read(block, filled, block.length - filled);
        ended = got < 0;
        filled += Math.max(got, 0);
        next = 0;
        clean = repair(block, filled);
    }

    /** Repairs in place; returns the end of what is whole, up to three bytes before the end where a character is cut there. */
    private int repair(byte[] b, int to) {
        int i = 0;
        while (i < to) {
            if (i + 8 <= to && ((long) LONG.get(b, i) & HIGH_BITS) == 0) {
                i += 8;
            } else if (b[i] >= 0) {
                i++;
            } else {
                int length = sequence(b, i, to);
                if (length == 0 && !ended) {
                    return i;
                }
                if (length <= 0) {
                    b[i] = '?';
                    bad++;
                    firstBad = firstBad < 0 ? blockStart + i : firstBad;
                    length = 1;
                }
                i += length;
            }
        }
        return to;
    }

    /** Length of the character at i; 0 where the end cuts it; -1 where it is none. Overlong forms and surrogates are none. */
    static int sequence(byte[] b, int i, int to) {
        int lead = b[i] & 0xff;
        int length = lead >= 0xc2 && lead <= 0xdf
                ? 2
                : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : -1;
        for (int k = 1; k < length; k++) {
            if (i + k >= to) {
                return 0;
            }
            int next = b[i + k] & 0xff;
            int low = k > 1 ? 0x80 : lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
            int high = k > 1 ? 0xbf : lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
            if (next < low || next > high) {
                return -1;
            }
        }
        return length;
    }
}
