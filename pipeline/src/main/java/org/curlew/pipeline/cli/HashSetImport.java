package org.curlew.pipeline.cli;

import java.nio.file.Path;
import java.util.List;
import org.curlew.pipeline.application.Application;

final class HashSetImport {
    HashSetImport(Application application, Terminal terminal) {}

    long importOnce(String name, String role, String scheme, List<Path> files) {
        return 0;
    }
}
