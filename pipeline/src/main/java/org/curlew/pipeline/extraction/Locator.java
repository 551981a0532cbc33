package org.curlew.pipeline.extraction;

/**
 * Where a file's bytes are within its volume.
 *
 * @param address metadata address in the file system
 * @param attributeType NTFS type of the stream, 0 for a file's only content
 * @param attributeId id of the stream on NTFS, else 0
 * @param innerPath "" for the file itself; for a member of an archive its place in each archive on the way, counted from
 *     0 in the archive's order and joined by "/" ("3" is the fourth member, "3/0" the first of the archive that is the
 *     fourth member): names in an archive need not be unique
 */
public record Locator(long address, int attributeType, int attributeId, String innerPath) {

    Locator member(int ordinal) {
        return new Locator(
                address, attributeType, attributeId, innerPath.isEmpty() ? "" + ordinal : innerPath + "/" + ordinal);
    }
}
