package org.curlew.pipeline.filesystems;

/** Is told what part of the device the library is about to look at, and may forbid it. */
@FunctionalInterface
public interface Probe {

    /** The offset that stands for the partition table itself. */
    long TABLE = -1;

    /**
     * @param offset where a volume begins, in the media, or {@link #TABLE}
     * @return null, or why the library must not look there: it died on it before
     */
    String before(long offset);
}
