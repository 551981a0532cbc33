package org.curlew.pipeline.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.curlew.pipeline.devices.Acquisition;
import org.springframework.stereotype.Service;

/** x */
@Service
public class MediaVics {
    public void write(Acquisition acquisition, Path target) throws IOException {
        Files.writeString(target, "{}");
    }
}
