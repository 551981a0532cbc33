package org.curlew.pipeline.filesystems;

/** The four times of a file, and where the library keeps them. */
public enum FileTime {
    CREATED("crtime"),
    MODIFIED("mtime"),
    ACCESSED("atime"),
    CHANGED("ctime");

    final long seconds;
    final long nanos;

    FileTime(String field) {
        seconds = Tsk.offset("meta." + field);
        nanos = Tsk.offset("meta." + field + "_nano");
    }
}
