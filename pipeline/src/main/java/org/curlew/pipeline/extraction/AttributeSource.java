package org.curlew.pipeline.extraction;

import java.io.IOException;
import org.curlew.pipeline.extraction.archives.ByteSource;
import org.curlew.pipeline.filesystems.TskAttribute;

/** A stream of the file system at random, through a window, for archives too big to be held. */
final class AttributeSource implements ByteSource {

    private static final int WINDOW = 256 * 1024;

    private final ContentReader reader;
    private final TskAttribute attribute;
    private final long size;
    private final byte[] window = new byte[WINDOW];
    private long start = -1;
    private int filled;

    AttributeSource(ContentReader reader, TskAttribute attribute) {
        this.reader = reader;
        this.attribute = attribute;
        this.size = attribute.size();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        if (position < 0 || position >= size) {
            return -1;
        }
        if (start < 0 || position < start || position >= start + filled) {
            fill(position / WINDOW * WINDOW);
        }
        int at = (int) (position - start);
        int count = Math.min(length, filled - at);
        System.arraycopy(window, at, target, offset, count);
        return count;
    }

    private void fill(long from) throws IOException {
        int wanted = (int) Math.min(WINDOW, size - from);
        start = -1;
        int done = 0;
        while (done < wanted) {
            int count = reader.read(attribute, from + done, wanted - done, window, done);
            if (count <= 0) {
                throw new IOException(reader.failure(from + done, size));
            }
            done += count;
        }
        start = from;
        filled = wanted;
    }
}
