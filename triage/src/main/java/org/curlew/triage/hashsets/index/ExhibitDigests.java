package org.curlew.triage.hashsets.index;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The digests of every exhibit's files, 32 bytes a file, so that an exhibit can be matched again with a grown set without its image.
 * A file per exhibit: three counts, then sorted: whole MD5s, the first eight bytes of the SHA-1s, the first eight of the SHA-256s. A
 * match by the first eight bytes is to be confirmed against the exhibit's record; among 500 million files and a million new entries
 * one in forty thousand runs shows a false one.
 */
public final class ExhibitDigests {

    private static final int HEAD = 24;
    private static final int START = 8;
    private static final String SUFFIX = ".digests";

    private final Path folder;

    /** @param folder where the files lie; is created */
    public ExhibitDigests(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Starts the digests of an exhibit; on {@link Writer#finish} they replace what was kept of it before. */
    public Writer write(long exhibitId) throws IOException {
        return new Writer(exhibitId);
    }

    /** Exhibits whose digests are kept, in rising order. */
    public List<Long> exhibits() throws IOException {
        List<Long> ids = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    ids.add(Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
                }
            }
        }
        ids.sort(null);
        return ids;
    }

    /** Forgets an exhibit, at its disposal. */
    public void forget(long exhibitId) throws IOException {
        Files.deleteIfExists(file(exhibitId));
    }

    private Path file(long exhibitId) {
        return folder.resolve(exhibitId + SUFFIX);
    }

    /** The sorted first eight bytes of one kind, as numbers whose unsigned order is the digests'. */
    Sorted sorted(long exhibitId, DigestKind kind) throws IOException {
        MemorySegment mapped = IndexFiles.map(file(exhibitId));
        long md5 = mapped.get(IndexFiles.DIGEST, 0);
        long sha1 = mapped.get(IndexFiles.DIGEST, 8);
        long sha256 = mapped.get(IndexFiles.DIGEST, 16);
        if (mapped.byteSize() != HEAD + md5 * 16 + (sha1 + sha256) * START) {
            throw new IOException(file(exhibitId) + ": damaged; extract the exhibit again to have it re-matched");
        }
        return switch (kind) {
            case MD5 -> new Sorted(mapped, HEAD, 16, md5);
            case SHA1 -> new Sorted(mapped, HEAD + md5 * 16, START, sha1);
            case SHA256 -> new Sorted(mapped, HEAD + md5 * 16 + sha1 * START, START, sha256);
        };
    }

    record Sorted(MemorySegment file, long from, int stride, long count) {

        long start(long row) {
            return file.get(IndexFiles.DIGEST, from + row * stride);
        }

        /** The second half of an MD5. */
        long rest(long row) {
            return file.get(IndexFiles.DIGEST, from + row * stride + START);
        }
    }

    /** Takes an exhibit's digests in any order, in constant memory. */
    public final class Writer implements Closeable {

        private final long exhibitId;
        private final Path building;
        private final DigestSorter[] sorters = new DigestSorter[3];

        private Writer(long exhibitId) {
            this.exhibitId = exhibitId;
            this.building = folder.resolve(exhibitId + ".building");
            for (DigestKind kind : DigestKind.values()) {
                sorters[kind.ordinal()] = new DigestSorter(
                        kind == DigestKind.MD5 ? 16 : START,
                        0,
                        folder.resolve(exhibitId + ".sort-" + kind.label()),
                        1 << 19);
            }
        }

        /** Any of them may be null. */
        public void add(byte[] md5, byte[] sha1, byte[] sha256) throws IOException {
            byte[][] digests = {md5, sha1, sha256};
            for (int i = 0; i < digests.length; i++) {
                if (digests[i] != null) {
                    sorters[i].add(digests[i], 0);
                }
            }
        }

        /** @throws IOException that says where, so that a full disk can be told from others */
        public void finish() throws IOException {
            try {
                write();
            } catch (IOException e) {
                throw new IOException(
                        "the digests of its files cannot be written to " + folder + ": " + e.getMessage(), e);
            }
        }

        private void write() throws IOException {
            try (FileChannel channel = FileChannel.open(
                            building,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    DataOutputStream out = new DataOutputStream(
                            new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16))) {
                for (DigestSorter sorter : sorters) {
                    out.writeLong(sorter.rows());
                }
                for (DigestSorter sorter : sorters) {
                    int bytes = sorter == sorters[0] ? 16 : START;
                    sorter.drain((data, offset, payload) -> out.write(data, offset, bytes));
                }
                out.flush();
                channel.force(true);
            }
            Files.move(building, file(exhibitId), StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() throws IOException {
            for (DigestSorter sorter : sorters) {
                sorter.close();
            }
        }
    }
}
