package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One way of keeping media in files. Adding a format is one class like this and one line in {@link ImageFormats}. */
interface ImageFormat {

    /** Whether the file's content, never its name, says it is of this format. */
    boolean recognises(Probe probe) throws IOException;

    /**
     * Opens an image that this format recognised.
     *
     * @param parts the files in order, or only the first of them
     * @throws ImageRefusedException where it cannot be read, with what to do
     */
    ImageSource open(List<Path> parts) throws IOException;
}
