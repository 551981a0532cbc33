package org.curlew.triage.perceptual;

import static org.curlew.triage.perceptual.NearLayout.LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds every known hash within 31 bits of a picture's. Exact: see {@link WordScheme} for why nothing is missed. Memory-mapped,
 * nothing on the heap, any number of threads at once.
 */
public final class NearIndex implements AutoCloseable {

    private static final Comparator<NearMatch> NEAREST_FIRST =
            Comparator.comparingInt(NearMatch::distance).thenComparingLong(NearMatch::reference);

    private final Arena arena;
    private final long entries;
    private final long skipped;
    private final MemorySegment hashes;
    private final MemorySegment references;
    private final List<NearTable> tables;

    private NearIndex(Arena arena, MemorySegment file, NearLayout layout, WordScheme scheme) {
        this.arena = arena;
        this.entries = file.get(LONG, NearLayout.ENTRIES_AT);
        this.skipped = file.get(LONG, NearLayout.SKIPPED_AT);
        this.hashes = layout.hashes(file);
        this.references = layout.references(file);
        List<NearTable> opened = new ArrayList<>();
        for (int word = 0; word < scheme.words().size(); word++) {
            opened.add(new NearTable(
                    scheme.words().get(word), layout.starts(file, word), layout.numbers(file, word), hashes));
        }
        this.tables = List.copyOf(opened);
    }

    /**
     * Opens an index and reads it through once to check it.
     *
     * @throws NearIndexException where the file is not an index, is cut short or has changed since it was built
     */
    public static NearIndex open(Path path) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return open(path, arena, file);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static NearIndex open(Path path, Arena arena, MemorySegment file) {
        if (file.byteSize() < NearLayout.HEADER || file.get(LONG, NearLayout.MAGIC_AT) != NearLayout.MAGIC) {
            throw new NearIndexException("Near-duplicate index " + path + " is no finished index. Build it again.");
        }
        long entries = file.get(LONG, NearLayout.ENTRIES_AT);
        long words = file.get(LONG, NearLayout.WORDS_AT);
        if (entries < 0 || entries > Integer.MAX_VALUE || words < 11 || words > 32) {
            throw damaged(path);
        }
        WordScheme scheme = WordScheme.ofWords((int) words);
        NearLayout layout = new NearLayout(entries, scheme);
        if (layout.bytes() != file.byteSize() || file.get(LONG, NearLayout.CHECKSUM_AT) != NearLayout.checksum(file)) {
            throw damaged(path);
        }
        return new NearIndex(arena, file, layout, scheme);
    }

    private static NearIndexException damaged(Path path) {
        return new NearIndexException("Near-duplicate index " + path
                + " is damaged (length or checksum). Build it again from its hash set; until then nothing is"
                + " compared.");
    }

    /** Number of known hashes. */
    public long size() {
        return entries;
    }

    /** How many hashes the builder left out because they were not regular. */
    public long skipped() {
        return skipped;
    }

    /** Every known hash near the picture or one of its turned and mirrored forms; each once, in the nearest form. */
    public NearAnswer search(PdqResult picture) {
        if (picture.eligibility() != Eligibility.MATCHABLE) {
            return new NearAnswer(picture.eligibility(), List.of());
        }
        Map<Integer, NearMatch> nearest = new HashMap<>();
        NearTable.Found found = new NearTable.Found();
        for (Dihedral turn : Dihedral.values()) {
            PdqHash hash = picture.hash(turn);
            // One turned form can be irregular where another is not: ties at the median move with the signs.
            if (hash.regular()) {
                collect(hash, turn, found, nearest);
            }
        }
        return answer(nearest);
    }

    /**
     * Every known hash near a picture of which only the hash is left, and near its turned and mirrored forms as far as the hash tells
     * them (see {@link PdqHash#turned}): the distance of a turned form is an estimate.
     */
    public NearAnswer search(PdqHash hash, int quality) {
        Eligibility eligibility = new PdqResult(quality, List.of(hash)).eligibility();
        if (eligibility != Eligibility.MATCHABLE) {
            return new NearAnswer(eligibility, List.of());
        }
        Map<Integer, NearMatch> nearest = new HashMap<>();
        NearTable.Found found = new NearTable.Found();
        for (Dihedral turn : Dihedral.values()) {
            collect(hash.turned(turn), turn, found, nearest);
        }
        return answer(nearest);
    }

    /** Every known hash near this one as it is: for frames of a video and for hashes that came without a picture. */
    public NearAnswer search(PdqHash hash) {
        if (!hash.regular()) {
            return new NearAnswer(Eligibility.IRREGULAR, List.of());
        }
        Map<Integer, NearMatch> nearest = new HashMap<>();
        collect(hash, Dihedral.ORIGINAL, new NearTable.Found(), nearest);
        return answer(nearest);
    }

    private static NearAnswer answer(Map<Integer, NearMatch> nearest) {
        return new NearAnswer(
                Eligibility.MATCHABLE,
                nearest.values().stream().sorted(NEAREST_FIRST).toList());
    }

    private void collect(PdqHash hash, Dihedral turn, NearTable.Found found, Map<Integer, NearMatch> nearest) {
        found.clear();
        for (NearTable table : tables) {
            table.find(hash, found);
        }
        for (int k = 0; k < found.size(); k++) {
            int entry = found.entry(k);
            NearMatch known = nearest.get(entry);
            int distance = found.distance(k);
            if (known == null || distance < known.distance()) {
                nearest.put(entry, new NearMatch(references.getAtIndex(LONG, entry), hash(entry), distance, turn));
            }
        }
    }

    private PdqHash hash(int entry) {
        long at = entry * 4L;
        return new PdqHash(
                hashes.getAtIndex(LONG, at),
                hashes.getAtIndex(LONG, at + 1),
                hashes.getAtIndex(LONG, at + 2),
                hashes.getAtIndex(LONG, at + 3));
    }

    /** Releases the file; no search may be running. */
    @Override
    public void close() {
        arena.close();
    }
}
