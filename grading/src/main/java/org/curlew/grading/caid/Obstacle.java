package org.curlew.grading.caid;

/**
 * What stands against a release.
 *
 * @param words what, where and what to do, in one line
 */
public record Obstacle(Kind kind, String words) {

    /** What has to be done about it. */
    public enum Kind {
        SCHEME_NOT_CONFIRMED,
        CONFLICTS_OPEN,
        SET_INCOMPLETE,
        /** Bytes were disposed of; leaving these contents out takes it away. */
        BYTES_DISPOSED_OF,
        LINT,
        NOTHING_TO_SEND
    }
}
