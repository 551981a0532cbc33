package org.curlew.pipeline.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.curlew.pipeline.images.ImageSource;

/** Opens an image by the files it consists of. */
@FunctionalInterface
interface ImageOpener {

    ImageSource open(List<Path> parts) throws IOException;
}
