package org.curlew.pipeline.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command was named, looked at before anything is started. */
final class NamedFile {

    private NamedFile() {}

    static void requireReadable(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new RefusedException("The file " + file + " does not exist or cannot be read: check the path");
        }
    }

    static void requireWritable(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || parent == null || !Files.isDirectory(parent)) {
            throw new RefusedException("The file " + file + " cannot be written: name a file in a folder that exists");
        }
    }

    /** A folder that is there or can be made. */
    static void requireFolder(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new RefusedException(folder + " is a file: name a folder to write to");
        }
    }
}
