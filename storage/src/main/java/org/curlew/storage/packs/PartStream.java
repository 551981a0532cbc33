package org.curlew.storage.packs;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Leaves out what comes before and behind a part. */
final class PartStream extends FilterInputStream {

    private long before;
    private long left;

    PartStream(InputStream in, long before, long length) {
        super(in);
        this.before = before;
        this.left = length;
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
        if (left == 0) {
            return -1;
        }
        in.skipNBytes(before);
        before = 0;
        int n = in.read(buffer, offset, (int) Math.min(length, left));
        if (n < 0) {
            throw new IOException("the media ends " + left + " bytes early");
        }
        left -= n;
        return n;
    }

    @Override
    public long skip(long count) throws IOException {
        long wanted = Math.min(Math.max(count, 0), left);
        in.skipNBytes(before + wanted);
        before = 0;
        left -= wanted;
        return wanted;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
