package org.curlew.pipeline.extraction;

import java.util.concurrent.atomic.AtomicLong;

/** Counters that the parent's clock reads: work done, never promises. */
public final class Tally {

    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong read = new AtomicLong();

    /** Files finished. */
    public long files() {
        return files.get();
    }

    /** Bytes of content digested. */
    public long bytes() {
        return bytes.get();
    }

    /** Bytes of the image that libtsk asked for. */
    public AtomicLong read() {
        return read;
    }

    public void add(long moreFiles, long moreBytes) {
        files.addAndGet(moreFiles);
        bytes.addAndGet(moreBytes);
    }
}
