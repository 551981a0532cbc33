package org.curlew.storage.capacity;

/**
 * A place with room.
 *
 * @param location a folder, for a pool that can be measured here; else the address of a server
 * @param capacity bytes that may be filled; null for all that the file system has, and where nobody said it of a server
 */
public record Pool(String name, Kind kind, String location, Long capacity) {

    /** A server, of which no folder here shows how full it is. */
    public boolean remote() {
        return location.contains("://");
    }

    /** Whether nobody can say how full it is: room in it is given out without a limit, and the server says when it is full. */
    public boolean immeasurable() {
        return remote() && capacity == null;
    }

    /** Why there is no figure, to be said after its name. */
    public String unmeasured() {
        return immeasurable()
                ? "is not measured, so nothing warns before it is full: name its server's figures"
                        + " (curlew.pools.objects.metrics) or its capacity (curlew.pools.objects.capacity)"
                : "was not measured yet";
    }

    /** What it is for. */
    public enum Kind {
        HOT_SHARE,
        OBJECT_STORE,
        COLD,
        WORKING_SPACE
    }
}
