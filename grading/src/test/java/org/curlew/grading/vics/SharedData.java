package org.curlew.grading.vics;

import java.nio.file.Files;
import java.nio.file.Path;

/** The sample files beside the repository. */
public final class SharedData {

    private SharedData() {}

    /** Finds {@code shared/data/<relative>} in the folders above the module. */
    public static Path path(String relative) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path data = folder.resolve("shared/data");
            if (Files.isDirectory(data)) {
                return data.resolve(relative);
            }
        }
        throw new IllegalStateException(
                "no folder shared/data above " + Path.of("").toAbsolutePath());
    }
}
