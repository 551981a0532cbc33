package org.curlew.pipeline.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.curlew.storage.backup.Restore;
import org.curlew.storage.objects.PrivateFiles;

/** The folder that holds all state. One process at a time may have it open. */
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** The folder cannot be used; the message says why and what to do. */
    public static final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Creates the folder where it is new and takes it for this process.
     *
     * @throws UnavailableException where another process has it, or it cannot be written
     */
    public static DataFolder open(Path path) {
        try {
            PrivateFiles.folder(path);
            if (Files.exists(path.resolve(Restore.MARK))) {
                throw new UnavailableException(
                        "A restore into the data folder " + path
                                + " did not end, so what it holds is not whole: empty it and restore again",
                        null);
            }
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!taken(channel)) {
                channel.close();
                throw new UnavailableException(
                        "The data folder " + path
                                + " is in use by another Curlew process: stop that one, or name another folder with --data",
                        null);
            }
            return new DataFolder(path.toAbsolutePath(), channel);
        } catch (IOException e) {
            throw new UnavailableException(
                    "The data folder " + path + " cannot be opened (" + e
                            + "): name a folder that can be written with --data",
                    e);
        }
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    /** The folder used where none is named. */
    public static Path standard() {
        return Path.of(System.getProperty("user.home"), ".curlew");
    }

    public Path path() {
        return path;
    }

    /** A folder inside, created when it is new. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder cannot hold " + name, e);
        }
    }

    /** Gives the folder back; the lock ends with the channel. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
