package org.curlew.triage.perceptual;

import static org.curlew.triage.perceptual.NearLayout.INT;
import static org.curlew.triage.perceptual.NearLayout.LONG;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Builds an index file beside the target and moves it into place when it is whole: a crash leaves the old index. The heap holds
 * one entry; everything else is in files that the system pages.
 */
public final class NearIndexBuilder implements AutoCloseable {

    /** Entry numbers are ints. */
    private static final long MOST_ENTRIES = Integer.MAX_VALUE - 8;

    private final Path target;
    private final Path spool;
    private final Path building;
    private final DataOutputStream out;
    private long entries;
    private long skipped;

    /** Starts an index that {@link #finish} will put at {@code target}, replacing one that is there. */
    public NearIndexBuilder(Path target) throws IOException {
        this.target = target.toAbsolutePath();
        Path folder = this.target.getParent();
        Files.createDirectories(folder);
        spool = Files.createTempFile(folder, "near", ".entries");
        building = Files.createTempFile(folder, "near", ".building");
        out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(spool), 1 << 16));
    }

    /**
     * Adds a known hash.
     *
     * @param reference the caller's name for it, given back with a match; the same hash may come under several
     * @return false where the hash is not regular and so is left out and counted: it would match noise
     */
    public boolean add(PdqHash hash, long reference) throws IOException {
        if (!hash.regular()) {
            skipped++;
            return false;
        }
        if (entries == MOST_ENTRIES) {
            throw new NearIndexException("Near-duplicate index " + target + " is full at " + MOST_ENTRIES
                    + " hashes. Split the set into several indexes.");
        }
        out.writeLong(hash.a());
        out.writeLong(hash.b());
        out.writeLong(hash.c());
        out.writeLong(hash.d());
        out.writeLong(reference);
        entries++;
        return true;
    }

    /** How many hashes were left out because they are not regular. */
    public long skipped() {
        return skipped;
    }

    /** Writes the index and puts it in place of the old one. */
    public void finish() throws IOException {
        finish(WordScheme.forEntries(entries));
    }

    void finish(WordScheme scheme) throws IOException {
        out.close();
        NearLayout layout = new NearLayout(entries, scheme);
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(building, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment file = channel.map(FileChannel.MapMode.READ_WRITE, 0, layout.bytes(), arena);
            copyEntries(layout.hashes(file), layout.references(file));
            for (int word = 0; word < scheme.words().size(); word++) {
                sort(
                        scheme.words().get(word),
                        layout.hashes(file),
                        layout.starts(file, word),
                        layout.numbers(file, word));
            }
            file.set(LONG, NearLayout.ENTRIES_AT, entries);
            file.set(LONG, NearLayout.WORDS_AT, scheme.words().size());
            file.set(LONG, NearLayout.SKIPPED_AT, skipped);
            file.set(LONG, NearLayout.BYTES_AT, layout.bytes());
            file.set(LONG, NearLayout.CHECKSUM_AT, NearLayout.checksum(file));
            file.set(LONG, NearLayout.MAGIC_AT, NearLayout.MAGIC);
            file.force();
        }
        Files.move(building, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void copyEntries(MemorySegment hashes, MemorySegment references) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(spool), 1 << 16))) {
            for (long entry = 0; entry < entries; entry++) {
                for (int k = 0; k < 4; k++) {
                    hashes.setAtIndex(LONG, entry * 4 + k, in.readLong());
                }
                references.setAtIndex(LONG, entry, in.readLong());
            }
        }
    }

    /** Counting sort of the entries' numbers by their key. */
    private void sort(HashWord word, MemorySegment hashes, MemorySegment starts, MemorySegment numbers) {
        for (long entry = 0; entry < entries; entry++) {
            long key = key(word, hashes, entry);
            starts.setAtIndex(INT, key, starts.getAtIndex(INT, key) + 1);
        }
        int end = 0;
        for (long bucket = 0; bucket < word.buckets(); bucket++) {
            end += starts.getAtIndex(INT, bucket);
            starts.setAtIndex(INT, bucket, end);
        }
        starts.setAtIndex(INT, word.buckets(), end);
        // From the last entry to the first, each bucket fills backwards and its end becomes its start.
        for (long entry = entries - 1; entry >= 0; entry--) {
            long key = key(word, hashes, entry);
            int at = starts.getAtIndex(INT, key) - 1;
            starts.setAtIndex(INT, key, at);
            numbers.setAtIndex(INT, at, (int) entry);
        }
    }

    private static int key(HashWord word, MemorySegment hashes, long entry) {
        return word.key(
                hashes.getAtIndex(LONG, entry * 4),
                hashes.getAtIndex(LONG, entry * 4 + 1),
                hashes.getAtIndex(LONG, entry * 4 + 2),
                hashes.getAtIndex(LONG, entry * 4 + 3));
    }

    /** Removes what was not finished. */
    @Override
    public void close() {
        try {
            out.close();
            Files.deleteIfExists(spool);
            Files.deleteIfExists(building);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot remove the working files of near-duplicate index " + target + ": delete " + spool + " and "
                            + building + " by hand.",
                    e);
        }
    }
}
