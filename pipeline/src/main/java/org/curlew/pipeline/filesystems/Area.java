package org.curlew.pipeline.filesystems;

/**
 * Bytes of the media that no file system covers.
 *
 * @param kind why they are listed
 * @param reason one line
 */
public record Area(Kind kind, long offset, long length, String reason) {

    /** Why an area is listed. */
    public enum Kind {
        /** Belongs to no volume. */
        UNALLOCATED,
        /** A volume with content that nobody here can read. */
        UNKNOWN_VOLUME,
        /** A volume that needs a key. */
        ENCRYPTED_VOLUME,
        /** The image does not hold it, or it is damaged there. */
        UNREADABLE_RANGE
    }
}
