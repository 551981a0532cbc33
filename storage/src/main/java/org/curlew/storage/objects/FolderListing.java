package org.curlew.storage.objects;

import static org.curlew.storage.objects.ObjectStoreException.Kind;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * What lies in the embedded server's folder, by its files. The server's own listing fails as a whole at a file that it did not
 * write, and leaves out, without a word, what it would have come to after a link that leads nowhere.
 */
final class FolderListing {

    private final Path folder;
    private final List<ObjectHead> objects = new ArrayList<>();
    private final List<Path> others = new ArrayList<>();

    private FolderListing(Path folder) {
        this.folder = folder;
    }

    /** Every object whose key begins with the prefix, in the order of keys. */
    static void list(Path folder, String prefix, Consumer<ObjectHead> consumer) {
        FolderListing listing = new FolderListing(folder);
        listing.walk(
                folder.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1)).normalize());
        listing.objects.stream()
                .filter(object -> object.key().startsWith(prefix))
                .sorted(Comparator.comparing(ObjectHead::key))
                .forEach(consumer);
    }

    /** What is in the folder and can be no object: a link, a pipe, a name that is not text. */
    static List<Path> others(Path folder) {
        FolderListing listing = new FolderListing(folder);
        listing.walk(folder);
        return listing.others.stream().sorted().toList();
    }

    private void walk(Path from) {
        try {
            if (!Files.isDirectory(folder)) {
                throw new NoSuchFileException(folder.toString());
            }
            if (!from.startsWith(folder) || !Files.isDirectory(from)) {
                return;
            }
            // a folder may be a link to a larger disk
            Files.walkFileTree(from, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Visitor());
        } catch (IOException e) {
            throw new ObjectStoreException(
                    Kind.UNAVAILABLE,
                    "The object store's folder cannot be listed: " + e
                            + "; check that its disk is mounted and that this account may read it",
                    e);
        }
    }

    private final class Visitor extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (!directory.equals(folder) && Files.isSymbolicLink(directory)) {
                Path there = directory.toRealPath();
                Path here = folder.toRealPath();
                if (there.startsWith(here) || here.startsWith(there)) {
                    // what lies there has a key already
                    others.add(directory);
                    return FileVisitResult.SKIP_SUBTREE;
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String key = folder.relativize(file).toString();
            if (EmbeddedObjectServer.isHalf(file.getFileName().toString())) {
                return FileVisitResult.CONTINUE;
            }
            if (!attributes.isRegularFile() || Files.isSymbolicLink(file) || !isText(file, key)) {
                others.add(file);
            } else {
                objects.add(new ObjectHead(
                        key,
                        attributes.size(),
                        null,
                        attributes.lastModifiedTime().toInstant()));
            }
            return FileVisitResult.CONTINUE;
        }

        /** A name that is not in the system's character set cannot be asked for by what it is shown as. */
        private boolean isText(Path file, String key) {
            try {
                return folder.resolve(key).equals(file);
            } catch (InvalidPathException e) {
                return false;
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof FileSystemLoopException) {
                others.add(file);
            } else if (!(e instanceof NoSuchFileException)) {
                throw e;
            }
            // what was deleted meanwhile is not there
            return FileVisitResult.CONTINUE;
        }
    }
}
