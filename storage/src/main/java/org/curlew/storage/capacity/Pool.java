package org.curlew.storage.capacity;

/**
 * A place with room.
 *
 * @param location a folder, for a pool that can be measured here
 * @param capacity bytes that may be filled; null for all that the file system has
 */
public record Pool(String name, Kind kind, String location, Long capacity) {

    /** What it is for. */
    public enum Kind {
        HOT_SHARE,
        OBJECT_STORE,
        COLD,
        WORKING_SPACE
    }
}
