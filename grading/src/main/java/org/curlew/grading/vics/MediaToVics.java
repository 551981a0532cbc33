package org.curlew.grading.vics;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.curlew.grading.media.Camera;
import org.curlew.grading.media.Content;
import org.curlew.grading.media.ExhibitMedia;
import org.curlew.grading.media.Match;
import org.curlew.grading.media.Place;
import org.curlew.triage.perceptual.PdqResult;
import org.curlew.triage.vics.AlternativeHash;
import org.curlew.triage.vics.VicsMedia;
import org.curlew.triage.vics.VicsMediaFile;
import org.curlew.triage.vics.VicsProperty;
import org.curlew.triage.vics.VicsTime;

/**
 * An exhibit's media as VICS rows. MD5 is the model's key, and two contents can be made to share one: such contents, which come one
 * after the other, become one row that has the places of all and names the SHA-256 of the others.
 */
public final class MediaToVics implements Iterator<VicsMedia> {

    /** Adds to a row what its maker knows beyond the media itself: a grade, the exported file. */
    @FunctionalInterface
    public interface Finish {
        void apply(List<ExhibitMedia> contents, VicsMedia.Builder row);
    }

    private final Iterator<ExhibitMedia> items;
    private final Finish finish;
    private final String scheme;
    private final VicsTime updated;
    private ExhibitMedia next;

    /**
     * @param items ordered by MD5
     * @param scheme whose numbers stand in Category; null for none
     * @param updated null leaves DateUpdated out
     */
    public MediaToVics(Iterator<ExhibitMedia> items, String scheme, VicsTime updated, Finish finish) {
        this.items = items;
        this.finish = finish;
        this.scheme = scheme;
        this.updated = updated;
        advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public VicsMedia next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        List<ExhibitMedia> same = new ArrayList<>(1);
        do {
            same.add(next);
            advance();
        } while (next != null
                && next.content().md5().equals(same.getFirst().content().md5()));
        return row(same);
    }

    private void advance() {
        next = items.hasNext() ? items.next() : null;
    }

    private VicsMedia row(List<ExhibitMedia> same) {
        Content content = same.getFirst().content();
        VicsMedia.Builder row = VicsMedia.builder()
                .md5(content.md5())
                .sha1(content.sha1())
                .mediaSize(content.size())
                .mimeType(content.mime())
                .dateUpdated(updated)
                .isPrecategorized(false)
                .addAlternativeHashes(new AlternativeHash("SHA256", content.sha256()));
        // A receiver may match on it without asking for the quality, which VICS has no place for.
        if (content.pdq() != null && content.pdqQuality() != null && content.pdqQuality() >= PdqResult.LEAST_QUALITY) {
            row.addAlternativeHashes(new AlternativeHash("PDQ", content.pdq()));
        }
        exif(row, content.camera());
        same.stream().flatMap(m -> m.precategory().stream()).findFirst().ifPresent(match -> precategorize(row, match));
        if (same.stream().anyMatch(MediaToVics::resemblesIllegal)) {
            row.isSuspected(true);
        }
        for (ExhibitMedia media : same) {
            media.occurrences().forEach(o -> row.addMediaFiles(file(content.md5(), o)));
        }
        for (ExhibitMedia other : same.subList(1, same.size())) {
            row.addMediaMetadata(new VicsProperty(
                    "SHA256 of other content with this MD5", other.content().sha256()));
        }
        finish.apply(same, row);
        return row.build();
    }

    private void precategorize(VicsMedia.Builder row, Match match) {
        boolean comparable = match.scheme() != null && match.scheme().equals(scheme);
        String source = (match.set() + " " + match.version()).strip();
        row.isPrecategorized(true)
                .category(comparable ? match.category() : null)
                .precategorizationSource(comparable ? source : source + " (scheme " + match.scheme() + ")")
                .victimIdentified(match.victimIdentified())
                .offenderIdentified(match.offenderIdentified())
                .isDistributed(match.distributed())
                .series(match.series().isEmpty() ? null : match.series());
    }

    private static boolean resemblesIllegal(ExhibitMedia media) {
        return media.precategory().isEmpty()
                && media.occurrences().stream()
                        .map(ExhibitMedia.Occurrence::match)
                        .anyMatch(m -> m != null && !m.isExact() && m.role().equals(Match.ILLEGAL));
    }

    private static void exif(VicsMedia.Builder row, Camera camera) {
        exif(row, "Make", camera.make(), "IFD0");
        exif(row, "Model", camera.model(), "IFD0");
        exif(row, "BodySerialNumber", camera.serial(), "ExifIFD");
        exif(row, "DateTimeOriginal", camera.taken(), "ExifIFD");
    }

    private static void exif(VicsMedia.Builder row, String name, String value, String group) {
        if (!value.isEmpty()) {
            row.addExifs(new VicsProperty(name, value, group));
        }
    }

    private static VicsMediaFile file(String md5, ExhibitMedia.Occurrence occurrence) {
        Place place = occurrence.place();
        VicsMediaFile.Builder file = VicsMediaFile.builder()
                .md5(md5)
                .fileName(name(place.path()))
                .filePath(folder(place.path()))
                .created(time(place.created()))
                .written(time(place.modified()))
                .accessed(time(place.accessed()))
                .unallocated(!place.allocated())
                .deleted(place.deleted())
                .sourceId(occurrence.exhibit());
        if (!place.container().isEmpty()) {
            file.parentFileName(name(place.container())).parentFilePath(folder(place.container()));
        }
        return file.build();
    }

    private static VicsTime time(String text) {
        return text.isEmpty() ? null : VicsTime.parse(text).orElse(null);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The folder with its closing slash: folder and name put together are the path, as readers build it. */
    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
