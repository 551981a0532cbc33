package org.curlew.pipeline.extraction;

/**
 * Where the extraction stops and says so. None of these is reached by an honest device.
 *
 * @param folderDepth folders within folders
 * @param entries names in one segment's walk
 * @param visits times one folder may be reached: more is a knot of damaged entries
 * @param pendingFolders folders waiting at once, which is what the walk keeps in memory
 * @param sparseFactor bytes of holes read as zeros in one segment, as a multiple of the volume's size
 * @param contentFactor bytes of content read in one segment, as a multiple of the volume's size
 */
public record ExtractionLimits(
        int folderDepth, long entries, int visits, int pendingFolders, int sparseFactor, int contentFactor) {

    public static ExtractionLimits standard() {
        return new ExtractionLimits(1024, 100_000_000L, 64, 1_000_000, 2, 16);
    }
}
