package org.curlew.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What a command that writes one named file does where that file is there already: nothing, unless it is told to replace it. */
final class OutputOption {

    @Option(names = "--replace", description = "Replace the file to write where it is there already.")
    private boolean replace;

    /** @throws RefusedException the file cannot be written, or is there and was not to be replaced */
    void require(Path file) {
        NamedFile.requireWritable(file);
        if (!replace && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedException(
                    "The file " + file + " is there already: name another one, or add --replace to lose it");
        }
    }

    /** As {@link #require(Path)} for a file that is made of another one, which is never replaced by what is made of it. */
    void require(Path file, Path source) throws IOException {
        requireApart(file, source);
        require(file);
    }

    /** @throws RefusedException the file cannot be written, or is the one to be read */
    static void requireApart(Path file, Path source) throws IOException {
        NamedFile.requireWritable(file);
        if (Files.exists(file) && Files.isSameFile(file, source)) {
            throw new RefusedException("The file " + file + " is the one to be read: name another one to write");
        }
    }
}
