package org.curlew.triage.vics;

import java.nio.file.Files;
import java.nio.file.Path;

/** The sample files beside the repository, wherever it is checked out. */
public final class SharedData {

    private SharedData() {}

    /** A file or folder of {@code shared/data}, found by walking up from the working directory. */
    public static Path file(String name) {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared/data").resolve(name);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("no shared/data/" + name + " in a folder above " + here);
    }
}
