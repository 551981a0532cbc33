package org.curlew.grading.vics.convert;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.curlew.triage.vics.AlternativeHash;
import org.curlew.triage.vics.VicsMedia;
import org.curlew.triage.vics.VicsMediaFile;
import org.curlew.triage.vics.VicsTime;

/** Rows as a receiver can take them. */
final class MediaRepair {

    private static final int PHOTODNA_CHARS = 192;

    private MediaRepair() {}

    /**
     * @param renumber drops the MediaID, so that the writer numbers the rows
     * @param ownField PhotoDNA goes into its own field, as version 2.0 has it
     */
    static VicsMedia repaired(VicsMedia row, boolean renumber, boolean ownField) {
        String photoDna = sound(row.photoDna());
        List<AlternativeHash> hashes = new ArrayList<>();
        for (AlternativeHash hash : row.alternativeHashes()) {
            if (!hash.isPhotoDna()) {
                if (!hash.isSha256() || isSha256(hash.value())) {
                    hashes.add(hash);
                }
            } else if (sound(hash.value()) != null) {
                photoDna = photoDna == null ? hash.value() : photoDna;
                if (!ownField) {
                    hashes.add(hash);
                }
            }
        }
        return copy(
                row,
                renumber ? null : row.mediaId(),
                row.category(),
                path(row.relativeFilePath()),
                photoDna,
                hashes,
                row.mediaFiles());
    }

    /** One row for two of the same content: what the first does not say, the second does; the places of both. */
    static VicsMedia merged(VicsMedia first, VicsMedia second) {
        Integer category = first.category() == null ? second.category() : first.category();
        boolean differ = second.category() != null && !Objects.equals(category, second.category());
        Set<VicsMediaFile> files = new LinkedHashSet<>(first.mediaFiles());
        files.addAll(second.mediaFiles());
        Set<AlternativeHash> hashes = new LinkedHashSet<>(first.alternativeHashes());
        hashes.addAll(second.alternativeHashes());
        VicsMedia.Builder row = builder(
                first,
                first.mediaId(),
                differ ? null : category,
                either(first.relativeFilePath(), second.relativeFilePath()),
                either(first.photoDna(), second.photoDna()),
                List.copyOf(hashes),
                List.copyOf(files));
        row.sha1(either(first.sha1(), second.sha1()))
                .victimIdentified(either(first.victimIdentified(), second.victimIdentified()))
                .offenderIdentified(either(first.offenderIdentified(), second.offenderIdentified()))
                .isDistributed(either(first.isDistributed(), second.isDistributed()))
                .comments(either(first.comments(), second.comments()))
                .tags(either(first.tags(), second.tags()))
                .series(either(first.series(), second.series()))
                .mediaSize(either(first.mediaSize(), second.mediaSize()))
                .dateUpdated(either(first.dateUpdated(), second.dateUpdated()))
                .mimeType(either(first.mimeType(), second.mimeType()));
        return row.build();
    }

    /** Both name a category, and not the same one: a person must decide, so the merged row has none. */
    static boolean categoriesDiffer(VicsMedia first, VicsMedia second) {
        return first.category() != null
                && second.category() != null
                && !first.category().equals(second.category());
    }

    private static <T> T either(T first, T second) {
        return first == null ? second : first;
    }

    private static String sound(String photoDna) {
        return photoDna != null && photoDna.length() == PHOTODNA_CHARS && photoDna.matches("[A-Za-z0-9+/]+={0,2}")
                ? photoDna
                : null;
    }

    private static boolean isSha256(String value) {
        return value != null && value.matches("[0-9A-Fa-f]{64}");
    }

    private static String path(String path) {
        if (path == null) {
            return null;
        }
        String slashes = path.replace('\\', '/');
        boolean absolute = slashes.startsWith("/") || slashes.matches("[A-Za-z]:.*");
        boolean escapes = List.of(slashes.split("/", -1)).contains("..");
        return absolute || escapes ? null : slashes;
    }

    private static VicsMedia copy(
            VicsMedia row,
            Integer mediaId,
            Integer category,
            String path,
            String photoDna,
            List<AlternativeHash> hashes,
            List<VicsMediaFile> files) {
        return builder(row, mediaId, category, path, photoDna, hashes, files).build();
    }

    private static VicsMedia.Builder builder(
            VicsMedia row,
            Integer mediaId,
            Integer category,
            String path,
            String photoDna,
            List<AlternativeHash> hashes,
            List<VicsMediaFile> files) {
        VicsTime updated = row.dateUpdated();
        VicsMedia.Builder copy = VicsMedia.builder()
                .md5(row.md5())
                .mediaId(mediaId)
                .category(category)
                .sha1(row.sha1())
                .victimIdentified(row.victimIdentified())
                .offenderIdentified(row.offenderIdentified())
                .isDistributed(row.isDistributed())
                .comments(row.comments())
                .tags(row.tags())
                .series(row.series())
                .mediaSize(row.mediaSize())
                .relativeFilePath(path)
                .dateUpdated(updated)
                .isPrecategorized(row.isPrecategorized())
                .precategorizationSource(row.precategorizationSource())
                .isSuspected(row.isSuspected())
                .mimeType(row.mimeType())
                .selfGenerated(row.selfGenerated())
                .photoDna(photoDna)
                .name(row.name());
        hashes.forEach(copy::addAlternativeHashes);
        row.exifs().forEach(copy::addExifs);
        files.forEach(copy::addMediaFiles);
        row.repositories().forEach(copy::addRepositories);
        row.segments().forEach(copy::addSegments);
        row.mediaMetadata().forEach(copy::addMediaMetadata);
        row.identifiers().forEach(copy::addIdentifiers);
        return copy;
    }
}
