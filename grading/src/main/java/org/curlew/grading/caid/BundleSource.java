package org.curlew.grading.caid;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads a bundle's files by their path, from a zip or a folder. */
interface BundleSource extends AutoCloseable {

    /** Null where there is no such file. */
    InputStream open(String path) throws IOException;

    /** How many files there are. */
    long count() throws IOException;

    /** The first ten files, in the order of their paths, that fulfil the condition. */
    List<String> find(Predicate<String> condition) throws IOException;

    /** The first file that stands elsewhere than the expected order has it; empty where they agree, or where files have no order. */
    Optional<String> firstOutOfOrder(Iterator<String> expected);

    @Override
    void close() throws IOException;

    static BundleSource of(Path bundle) throws IOException {
        return Files.isDirectory(bundle) ? new Folder(bundle) : new Zip(new ZipFile(bundle.toFile()));
    }

    /** A zip. */
    record Zip(ZipFile zip) implements BundleSource {

        @Override
        public InputStream open(String path) throws IOException {
            ZipEntry entry = zip.getEntry(path);
            return entry == null ? null : zip.getInputStream(entry);
        }

        @Override
        public long count() {
            return zip.stream().filter(e -> !e.isDirectory()).count();
        }

        @Override
        public List<String> find(Predicate<String> condition) {
            return zip.stream()
                    .filter(e -> !e.isDirectory())
                    .map(ZipEntry::getName)
                    .filter(condition)
                    .sorted()
                    .limit(10)
                    .toList();
        }

        @Override
        public Optional<String> firstOutOfOrder(Iterator<String> expected) {
            return zip.stream()
                    .filter(e -> !e.isDirectory())
                    .map(ZipEntry::getName)
                    .filter(name -> !expected.hasNext() || !expected.next().equals(name))
                    .findFirst();
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    /** A folder; links are followed nowhere. */
    record Folder(Path folder) implements BundleSource {

        @Override
        public InputStream open(String path) throws IOException {
            Path file = folder.resolve(path).normalize();
            boolean inside = file.startsWith(folder.normalize());
            return inside && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.newInputStream(file) : null;
        }

        @Override
        public long count() throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(f -> !Files.isDirectory(f)).count();
            }
        }

        @Override
        public List<String> find(Predicate<String> condition) throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(f -> !Files.isDirectory(f))
                        .map(f -> folder.relativize(f).toString().replace('\\', '/'))
                        .filter(condition)
                        .sorted()
                        .limit(10)
                        .toList();
            }
        }

        @Override
        public Optional<String> firstOutOfOrder(Iterator<String> expected) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // nothing is held open
        }
    }
}
