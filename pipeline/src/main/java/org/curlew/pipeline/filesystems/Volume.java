package org.curlew.pipeline.filesystems;

/**
 * A volume of the device.
 *
 * @param index place in the table, counted from 0 in the order of the media
 * @param offset first byte in the media
 * @param bytes size in bytes that lie within the media
 * @param fileSystem The Sleuth Kit's short name, "" where there is none that can be read
 * @param label the volume's own name, or the partition table's, or ""
 * @param reason one line where the status is not READ, else ""
 * @param type the library's number of the file system
 * @param poolBlock block of a volume within an APFS container at the offset, or -1
 */
public record Volume(
        int index,
        long offset,
        long bytes,
        String fileSystem,
        String label,
        Status status,
        String reason,
        int type,
        long poolBlock) {

    /** What can be done with a volume. */
    public enum Status {
        READ,
        UNKNOWN,
        ENCRYPTED,
        UNREADABLE
    }

    Volume withIndex(int place) {
        return new Volume(place, offset, bytes, fileSystem, label, status, reason, type, poolBlock);
    }
}
