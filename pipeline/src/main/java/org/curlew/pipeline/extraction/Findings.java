package org.curlew.pipeline.extraction;

import java.io.IOException;

/** Takes what an extraction finds, from several threads at once. */
public interface Findings {

    void file(ExtractedFile file) throws IOException;

    /**
     * Something that was not looked at.
     *
     * @param kind as in the certificate's gaps
     * @param offset in the media, 0 where it has no meaning
     */
    void gap(String kind, String path, long offset, long length, String reason) throws IOException;
}
