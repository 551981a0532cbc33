package org.curlew.pipeline.extraction.archives;

import java.io.IOException;
import java.io.OutputStream;

/** Takes the members of an archive in the archive's order; folders are left out but counted. */
@FunctionalInterface
public interface MemberVisitor {

    /**
     * @param ordinal place in the archive, from 0
     */
    void member(int ordinal, Member member, Content content) throws IOException;

    /** A member's content, to be had inside the visit only, and once. */
    @FunctionalInterface
    interface Content {

        /**
         * Copies the content.
         *
         * @throws ArchiveException where it is encrypted or cannot be unpacked
         * @throws IOException where the archive is damaged, or what the target threw
         */
        void copyTo(OutputStream target) throws IOException;
    }
}
