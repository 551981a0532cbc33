package org.curlew.storage.objects;

import java.io.IOException;
import java.io.InputStream;

/** Reads a range to its end, asking again from where it stands when the connection breaks off or goes quiet. */
final class ResumingStream extends InputStream {

    /** Opens the object at an offset, for so many bytes; repeats by itself what may pass. */
    interface Source {
        InputStream open(long offset, long length);
    }

    private final Source source;
    private final ObjectStoreSettings settings;
    private long offset;
    private long left;
    private InputStream in;
    private long brokenSince;

    ResumingStream(long offset, long length, Source source, ObjectStoreSettings settings) {
        this.source = source;
        this.settings = settings;
        this.offset = offset;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (left > 0) {
            try {
                if (in == null) {
                    in = source.open(offset, left);
                }
                int n = in.read(buffer, from, (int) Math.min(count, left));
                if (n > 0) {
                    offset += n;
                    left -= n;
                    brokenSince = 0;
                    return n;
                }
                throw new IOException("the answer ended " + left + " bytes early");
            } catch (IOException e) {
                drop();
                waitOrGiveUp(e);
            }
        }
        return -1;
    }

    private void waitOrGiveUp(IOException e) throws IOException {
        long now = System.nanoTime();
        if (brokenSince == 0) {
            brokenSince = now;
        } else if (now - brokenSince > settings.patience().toNanos()) {
            throw new IOException("Reading from " + settings + " kept breaking off at byte " + offset, e);
        }
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while reading from " + settings, interrupted);
        }
    }

    private void drop() {
        InputStream broken = in;
        in = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (IOException e) {
                // closing a broken connection has nothing more to say than what broke it
                broken = null;
            }
        }
    }

    @Override
    public void close() {
        left = 0;
        drop();
    }
}
