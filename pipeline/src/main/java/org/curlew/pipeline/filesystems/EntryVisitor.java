package org.curlew.pipeline.filesystems;

import java.io.IOException;

/** Takes the entries of a folder in the library's order. */
@FunctionalInterface
public interface EntryVisitor {

    /** One entry, valid until the method returns. An exception ends the listing and reaches its caller. */
    void entry(TskEntry entry) throws IOException;
}
