package org.curlew.pipeline.extraction;

/**
 * A folder on the way from the root.
 *
 * @param path ends with a slash
 * @param parent null for the root
 * @param orphan lies in the library's virtual folder of orphans
 */
record Folder(long address, Names path, Folder parent, int depth, boolean orphan) {

    /** True where entering the address would go round in a circle. The root itself is not looked for, as in fls. */
    boolean isBelow(long other) {
        for (Folder folder = this; folder.parent != null; folder = folder.parent) {
            if (folder.address == other) {
                return true;
            }
        }
        return false;
    }
}
