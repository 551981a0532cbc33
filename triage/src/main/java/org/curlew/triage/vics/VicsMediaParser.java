package org.curlew.triage.vics;

import java.util.function.Consumer;

/** Reads one media object; the parser stands on its opening brace and afterwards on its closing one. */
final class VicsMediaParser {

    private final VicsTokens tokens;
    private final boolean digestsOnly;
    private final String[] seen = new String[32];
    private int seenCount;

    /** @param digestsOnly passes over what a hash set does not need: places, EXIF, metadata, comments */
    VicsMediaParser(VicsTokens tokens, boolean digestsOnly) {
        this.tokens = tokens;
        this.digestsOnly = digestsOnly;
    }

    VicsMedia parse() {
        VicsMedia.Builder media = VicsMedia.builder();
        begin();
        String written;
        while ((written = tokens.parser.nextName()) != null) {
            String name = VicsFields.MEDIA.resolve(tokens, written);
            if (name != null) {
                field(name, media);
            }
        }
        return media.build();
    }

    /** Before the first field of a row. */
    void begin() {
        seenCount = 0;
    }

    /** Takes one field, named as in the model, whose value the parser stands on. */
    void field(String name, VicsMedia.Builder media) {
        noteRepeat(name);
        switch (name) {
            case "MD5" -> media.digests(tokens.digest(name, 32), media.sha1());
            case "SHA1" -> media.digests(media.md5(), tokens.digest(name, 40));
            case "MediaID" -> media.mediaId(tokens.integer(name, Integer.MAX_VALUE));
            case "Category" -> media.category(tokens.integer(name, 255));
            case "VictimIdentified" -> media.victimIdentified(tokens.bool(name));
            case "OffenderIdentified" -> media.offenderIdentified(tokens.bool(name));
            case "IsDistributed" -> media.isDistributed(tokens.bool(name));
            case "Series" -> media.series(tokens.text(name));
            case "Tags" -> media.tags(tokens.text(name));
            case "MediaSize" -> media.mediaSize(tokens.int64(name, tokens.header.version() != VicsVersion.V2_0));
            case "PhotoDNA" -> media.photoDna(tokens.text(name));
            case "AlternativeHashes" -> tokens.rows(name, () -> media.addAlternativeHashes(alternativeHash()));
            default -> {
                if (digestsOnly) {
                    tokens.skip();
                } else {
                    further(name, media);
                }
            }
        }
    }

    /** Names come from one table, so that the same name is the same object. */
    private void noteRepeat(String name) {
        for (int i = 0; i < seenCount; i++) {
            if (seen[i] == name) {
                tokens.finding(
                        VicsFinding.Kind.REPEATED_FIELD,
                        name,
                        null,
                        name + " stands twice in one object; the last counts");
                return;
            }
        }
        seen[seenCount++] = name;
    }

    private void further(String name, VicsMedia.Builder media) {
        switch (name) {
            case "Comments" -> media.comments(tokens.text(name));
            case "RelativeFilePath" -> media.relativeFilePath(tokens.text(name));
            case "DateUpdated" -> media.dateUpdated(tokens.time(name));
            case "IsPrecategorized" -> media.isPrecategorized(tokens.bool(name));
            case "PrecategorizationSource" -> media.precategorizationSource(tokens.text(name));
            case "IsSuspected" -> media.isSuspected(tokens.bool(name));
            case "MimeType" -> media.mimeType(tokens.text(name));
            case "SelfGenerated" -> media.selfGenerated(tokens.bool(name));
            case "Name" -> media.name(tokens.text(name));
            case "Exifs" -> tokens.rows(name, () -> media.addExifs(property(tokens)));
            case "MediaMetadata" -> tokens.rows(name, () -> media.addMediaMetadata(property(tokens)));
            case "Identifiers" -> tokens.rows(name, () -> media.addIdentifiers(identifier(tokens)));
            case "MediaFiles" -> tokens.rows(name, () -> media.addMediaFiles(mediaFile()));
            case "Repositories" -> tokens.rows(name, () -> media.addRepositories(repository()));
            case "Segments" -> tokens.rows(name, () -> media.addSegments(segment()));
            default -> tokens.skip();
        }
    }

    private VicsMediaFile mediaFile() {
        VicsMediaFile.Builder file = VicsMediaFile.builder();
        boolean textAllowed = tokens.header.version() != VicsVersion.V2_0;
        each(VicsFields.MEDIA_FILE, name -> {
            switch (name) {
                case "MD5" -> file.md5(tokens.digest(name, 32));
                case "MediaFileID" -> file.mediaFileId(tokens.integer(name, Integer.MAX_VALUE));
                case "FileName" -> file.fileName(tokens.text(name));
                case "FilePath" -> file.filePath(tokens.text(name));
                case "Created" -> file.created(tokens.time(name));
                case "Written" -> file.written(tokens.time(name));
                case "Accessed" -> file.accessed(tokens.time(name));
                case "Unallocated" -> file.unallocated(tokens.bool(name));
                case "SourceID" -> file.sourceId(tokens.text(name));
                case "PhysicalLocation" -> file.physicalLocation(tokens.int64(name, textAllowed));
                case "Deleted" -> file.deleted(tokens.bool(name));
                case "ParentMD5" -> file.parentMd5(tokens.digest(name, 32));
                case "ParentFileName" -> file.parentFileName(tokens.text(name));
                case "ParentFilePath" -> file.parentFilePath(tokens.text(name));
                case "ParentPhysicalLocation" -> file.parentPhysicalLocation(tokens.int64(name, textAllowed));
                default -> tokens.skip();
            }
        });
        return file.build();
    }

    private AlternativeHash alternativeHash() {
        String[] row = texts(tokens, VicsFields.HASH, "HashName", "HashValue");
        return new AlternativeHash(row[0], row[1]);
    }

    private String repository() {
        String name = texts(tokens, VicsFields.REPOSITORY, "RepositoryName")[0];
        return name == null ? "" : name;
    }

    private VicsSegment segment() {
        Integer[] numbers = new Integer[2];
        String[] ends = new String[2];
        each(VicsFields.SEGMENT, name -> {
            switch (name) {
                case "SegmentIndex" -> numbers[0] = tokens.integer(name, Integer.MAX_VALUE);
                case "Category" -> numbers[1] = tokens.integer(name, 255);
                case "Start" -> ends[0] = tokens.text(name);
                case "End" -> ends[1] = tokens.text(name);
                default -> tokens.skip();
            }
        });
        return new VicsSegment(numbers[0], ends[0], ends[1], numbers[1]);
    }

    private void each(VicsFields fields, Consumer<String> field) {
        each(tokens, fields, field);
    }

    static void each(VicsTokens tokens, VicsFields fields, Consumer<String> field) {
        String written;
        while ((written = tokens.parser.nextName()) != null) {
            String name = fields.resolve(tokens, written);
            if (name != null) {
                field.accept(name);
            }
        }
    }

    static VicsProperty property(VicsTokens tokens) {
        String[] row = texts(tokens, VicsFields.PROPERTY, "PropertyName", "PropertyValue", "PropertyGroup");
        return new VicsProperty(row[0], row[1], row[2]);
    }

    static VicsIdentifier identifier(VicsTokens tokens) {
        String[] row = new String[5];
        var metadata = new java.util.ArrayList<VicsProperty>();
        each(tokens, VicsFields.IDENTIFIER, name -> {
            switch (name) {
                case "IdentifierType" -> row[0] = tokens.text(name);
                case "Comments" -> row[1] = tokens.text(name);
                case "Tags" -> row[2] = tokens.text(name);
                case "Name" -> row[3] = tokens.text(name);
                case "Application" -> row[4] = tokens.text(name);
                case "IdentifierMetadata" -> tokens.rows(name, () -> metadata.add(property(tokens)));
                default -> tokens.skip();
            }
        });
        return new VicsIdentifier(row[0], row[1], row[2], row[3], row[4], metadata);
    }

    private static String[] texts(VicsTokens tokens, VicsFields fields, String... wanted) {
        String[] row = new String[wanted.length];
        each(tokens, fields, name -> {
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i].equals(name)) {
                    row[i] = tokens.text(name);
                    return;
                }
            }
            tokens.skip();
        });
        return row;
    }
}
