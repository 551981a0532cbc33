package org.curlew.triage.vics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One distinct content of a VICS file. Everything may be missing; one usable digest is what a row must have.
 *
 * @param md5 content hash, 32 lower-case hex digits; null where absent or unusable
 * @param mediaId number within the file; repeated or always 0 in real files, so never a key
 * @param category category number, 0 to 255; null where absent; means nothing without a scheme
 * @param sha1 40 lower-case hex digits; null where absent or unusable
 * @param victimIdentified a victim was identified; null where the file does not say
 * @param offenderIdentified an offender was identified; null where the file does not say
 * @param isDistributed has been distributed; null where the file does not say
 * @param comments free text
 * @param tags comma-delimited tags
 * @param series comma-delimited series names
 * @param mediaSize bytes, exact 64 bits
 * @param relativeFilePath path of the exported file from the export's root, slashes as written
 * @param dateUpdated when the record was last updated
 * @param isPrecategorized matched a set before review
 * @param precategorizationSource which set
 * @param isSuspected suspected, not pre-categorised
 * @param mimeType image/jpeg, or only image, video, text
 * @param selfGenerated SelfGenerated; no published meaning
 * @param photoDna base64 of 144 bytes as a rule; stored and passed on, never computed
 * @param name file name of version 1.1, which has no MediaFiles
 * @param alternativeHashes further hashes
 * @param exifs EXIF rows
 * @param mediaFiles places where it was found
 * @param repositories names of repositories that hold it
 * @param segments graded parts of a video
 * @param mediaMetadata free names and values
 * @param identifiers Identifier rows
 */
public record VicsMedia(
        String md5,
        Integer mediaId,
        Integer category,
        String sha1,
        Boolean victimIdentified,
        Boolean offenderIdentified,
        Boolean isDistributed,
        String comments,
        String tags,
        String series,
        Long mediaSize,
        String relativeFilePath,
        VicsTime dateUpdated,
        Boolean isPrecategorized,
        String precategorizationSource,
        Boolean isSuspected,
        String mimeType,
        Boolean selfGenerated,
        String photoDna,
        String name,
        List<AlternativeHash> alternativeHashes,
        List<VicsProperty> exifs,
        List<VicsMediaFile> mediaFiles,
        List<String> repositories,
        List<VicsSegment> segments,
        List<VicsProperty> mediaMetadata,
        List<VicsIdentifier> identifiers) {

    public VicsMedia {
        alternativeHashes = List.copyOf(alternativeHashes);
        exifs = List.copyOf(exifs);
        mediaFiles = List.copyOf(mediaFiles);
        repositories = List.copyOf(repositories);
        segments = List.copyOf(segments);
        mediaMetadata = List.copyOf(mediaMetadata);
        identifiers = List.copyOf(identifiers);
    }

    /** The SHA-256 among the alternative hashes in lower case, whatever its spelling; the model has no field of its own. */
    public Optional<String> sha256() {
        for (AlternativeHash hash : alternativeHashes) {
            if (hash.isSha256() && hash.value() != null && !hash.value().isBlank()) {
                return Optional.of(hash.value().strip().toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Fields by name; lists collect. */
    public static final class Builder {

        private String md5;
        private Integer mediaId;
        private Integer category;
        private String sha1;
        private Boolean victimIdentified;
        private Boolean offenderIdentified;
        private Boolean isDistributed;
        private String comments;
        private String tags;
        private String series;
        private Long mediaSize;
        private String relativeFilePath;
        private VicsTime dateUpdated;
        private Boolean isPrecategorized;
        private String precategorizationSource;
        private Boolean isSuspected;
        private String mimeType;
        private Boolean selfGenerated;
        private String photoDna;
        private String name;
        private List<AlternativeHash> alternativeHashes = List.of();
        private List<VicsProperty> exifs = List.of();
        private List<VicsMediaFile> mediaFiles = List.of();
        private List<String> repositories = List.of();
        private List<VicsSegment> segments = List.of();
        private List<VicsProperty> mediaMetadata = List.of();
        private List<VicsIdentifier> identifiers = List.of();

        private Builder() {}

        public Builder md5(String value) {
            md5 = Hex.lower(value);
            return this;
        }

        public Builder mediaId(Integer value) {
            mediaId = value;
            return this;
        }

        public Builder category(Integer value) {
            category = value;
            return this;
        }

        public Builder sha1(String value) {
            sha1 = Hex.lower(value);
            return this;
        }

        public Builder victimIdentified(Boolean value) {
            victimIdentified = value;
            return this;
        }

        public Builder offenderIdentified(Boolean value) {
            offenderIdentified = value;
            return this;
        }

        public Builder isDistributed(Boolean value) {
            isDistributed = value;
            return this;
        }

        public Builder comments(String value) {
            comments = value;
            return this;
        }

        public Builder tags(String value) {
            tags = value;
            return this;
        }

        public Builder series(String value) {
            series = value;
            return this;
        }

        public Builder mediaSize(Long value) {
            mediaSize = value;
            return this;
        }

        public Builder relativeFilePath(String value) {
            relativeFilePath = value;
            return this;
        }

        public Builder dateUpdated(VicsTime value) {
            dateUpdated = value;
            return this;
        }

        public Builder isPrecategorized(Boolean value) {
            isPrecategorized = value;
            return this;
        }

        public Builder precategorizationSource(String value) {
            precategorizationSource = value;
            return this;
        }

        public Builder isSuspected(Boolean value) {
            isSuspected = value;
            return this;
        }

        public Builder mimeType(String value) {
            mimeType = value;
            return this;
        }

        public Builder selfGenerated(Boolean value) {
            selfGenerated = value;
            return this;
        }

        public Builder photoDna(String value) {
            photoDna = value;
            return this;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder addAlternativeHashes(AlternativeHash row) {
            alternativeHashes = added(alternativeHashes, row);
            return this;
        }

        public Builder addExifs(VicsProperty row) {
            exifs = added(exifs, row);
            return this;
        }

        public Builder addMediaFiles(VicsMediaFile row) {
            mediaFiles = added(mediaFiles, row);
            return this;
        }

        public Builder addRepositories(String row) {
            repositories = added(repositories, row);
            return this;
        }

        public Builder addSegments(VicsSegment row) {
            segments = added(segments, row);
            return this;
        }

        public Builder addMediaMetadata(VicsProperty row) {
            mediaMetadata = added(mediaMetadata, row);
            return this;
        }

        public Builder addIdentifiers(VicsIdentifier row) {
            identifiers = added(identifiers, row);
            return this;
        }

        private static <T> List<T> added(List<T> rows, T row) {
            List<T> grown = rows.isEmpty() ? new ArrayList<>(2) : rows;
            grown.add(row);
            return grown;
        }

        /** For digests that are in lower case already. */
        Builder digests(String lowerMd5, String lowerSha1) {
            md5 = lowerMd5;
            sha1 = lowerSha1;
            return this;
        }

        String md5() {
            return md5;
        }

        String sha1() {
            return sha1;
        }

        public VicsMedia build() {
            return new VicsMedia(
                    md5,
                    mediaId,
                    category,
                    sha1,
                    victimIdentified,
                    offenderIdentified,
                    isDistributed,
                    comments,
                    tags,
                    series,
                    mediaSize,
                    relativeFilePath,
                    dateUpdated,
                    isPrecategorized,
                    precategorizationSource,
                    isSuspected,
                    mimeType,
                    selfGenerated,
                    photoDna,
                    name,
                    alternativeHashes,
                    exifs,
                    mediaFiles,
                    repositories,
                    segments,
                    mediaMetadata,
                    identifiers);
        }
    }
}
