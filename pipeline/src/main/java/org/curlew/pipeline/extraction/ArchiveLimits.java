package org.curlew.pipeline.extraction;

/**
 * Where the unpacking of one archive, with all archives inside it, stops and says so.
 *
 * @param depth archives within archives: 1 opens only those that lie in folders
 * @param entries members
 * @param bytes unpacked
 * @param ratio unpacked bytes for each byte of the archive
 * @param ratioFloor unpacked bytes below which the ratio does not count: small text packs well
 */
public record ArchiveLimits(int depth, int entries, long bytes, int ratio, long ratioFloor) {

    public static ArchiveLimits standard() {
        return new ArchiveLimits(4, 100_000, 4L << 30, 200, 64L << 20);
    }
}
