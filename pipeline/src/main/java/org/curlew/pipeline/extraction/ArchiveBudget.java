package org.curlew.pipeline.extraction;

import org.curlew.pipeline.extraction.archives.ArchiveException;

/** Counts what one archive and all inside it unpack to. */
final class ArchiveBudget {

    private final ArchiveLimits limits;
    private final long packed;
    private long entries;
    private long bytes;
    private boolean exhausted;

    ArchiveBudget(ArchiveLimits limits, long packed) {
        this.limits = limits;
        this.packed = packed;
    }

    int depth() {
        return limits.depth();
    }

    void entry() throws ArchiveException {
        if (++entries > limits.entries()) {
            throw limit("holds more than " + limits.entries() + " files");
        }
    }

    void unpacked(int count) throws ArchiveException {
        bytes += count;
        if (bytes > limits.bytes()) {
            throw limit("unpacks to more than " + limits.bytes() + " bytes");
        }
        if (bytes > limits.ratioFloor() && bytes / limits.ratio() > packed) {
            throw limit("unpacks to more than " + limits.ratio() + " times its size");
        }
    }

    /** True once a limit is reached: nothing more of this archive is unpacked. */
    boolean exhausted() {
        return exhausted;
    }

    private ArchiveException limit(String reason) {
        exhausted = true;
        return new ArchiveException(
                ArchiveException.Kind.ARCHIVE_LIMIT, reason + ": the rest is left out; unpack it with another tool");
    }
}
