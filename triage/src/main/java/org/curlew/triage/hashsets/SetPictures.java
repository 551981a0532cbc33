package org.curlew.triage.hashsets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.curlew.triage.hashsets.index.IndexEntries;
import org.curlew.triage.perceptual.Dihedral;
import org.curlew.triage.perceptual.NearIndex;
import org.curlew.triage.perceptual.NearIndexBuilder;
import org.curlew.triage.perceptual.NearMatch;
import org.curlew.triage.perceptual.PdqHash;
import org.curlew.triage.perceptual.PdqResult;

/** The PDQs that chosen set versions came with, searchable by likeness. Off heap; to be closed when no search runs. */
public final class SetPictures implements AutoCloseable {

    private static final int NO_CATEGORY = 256;
    private static final int CATEGORY_BITS = 16;

    private final List<SetVersion> versions;
    private final NearIndex index;

    private SetPictures(List<SetVersion> versions, NearIndex index) {
        this.versions = versions;
        this.index = index;
    }

    /**
     * Opens the index over the versions in {@code file}, and builds it first where it is missing.
     *
     * @param versions those that have PDQs, in the order in which the file was or will be named
     */
    static SetPictures open(List<SetVersion> versions, Path file, IndexStore indexes) throws IOException {
        if (versions.isEmpty()) {
            return new SetPictures(versions, null);
        }
        if (!Files.exists(file)) {
            try (NearIndexBuilder builder = new NearIndexBuilder(file)) {
                for (int ordinal = 0; ordinal < versions.size(); ordinal++) {
                    long source = (long) ordinal << CATEGORY_BITS;
                    IndexEntries.readPictures(
                            indexes.folder(versions.get(ordinal).id()),
                            (pdq, category) ->
                                    builder.add(PdqHash.of(pdq), source | (category == null ? NO_CATEGORY : category)));
                }
                builder.finish();
            }
        }
        return new SetPictures(List.copyOf(versions), NearIndex.open(file));
    }

    /** How many entries can be compared by likeness. */
    public long size() {
        return index == null ? 0 : index.size();
    }

    /**
     * The entries that look like a picture or one of its turned forms, the nearest first; none where the picture's hash says too little
     * to be compared.
     *
     * @param quality of the picture's hash, 0 to 100
     */
    public List<SetPicture> near(PdqHash hash, int quality) {
        return index == null
                ? List.of()
                : index.search(hash, quality).matches().stream()
                        .map(this::picture)
                        .toList();
    }

    /** As {@link #near(PdqHash, int)}, by the picture's own eight hashes: the distances of turned forms are exact. */
    public List<SetPicture> near(PdqResult picture) {
        return index == null
                ? List.of()
                : index.search(picture).matches().stream().map(this::picture).toList();
    }

    private SetPicture picture(NearMatch match) {
        SetVersion version = versions.get((int) (match.reference() >>> CATEGORY_BITS));
        int category = (int) match.reference() & (1 << CATEGORY_BITS) - 1;
        Dihedral turn = match.turn();
        return new SetPicture(
                version.id(),
                version.name(),
                version.number(),
                version.role(),
                version.scheme(),
                category == NO_CATEGORY ? null : category,
                match.hash(),
                match.distance(),
                turn);
    }

    @Override
    public void close() {
        if (index != null) {
            index.close();
        }
    }
}
