package org.curlew.triage.vics;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Field names of one kind of object: exact first, then whatever the case, since writers differ ({@code sourceID}). */
final class VicsFields {

    static final VicsFields MEDIA = new VicsFields(
            "Media",
            "MD5 SHA1 MediaID Category VictimIdentified OffenderIdentified IsDistributed Comments Tags Series MediaSize"
                    + " RelativeFilePath DateUpdated IsPrecategorized PrecategorizationSource IsSuspected MimeType SelfGenerated"
                    + " PhotoDNA Name AlternativeHashes Exifs MediaFiles Repositories Cases Segments MediaMetadata Identifiers");

    static final VicsFields MEDIA_FILE = new VicsFields(
            "MediaFile",
            "MD5 MediaFileID FileName FilePath Created Written Accessed Unallocated SourceID PhysicalLocation Deleted ParentMD5"
                    + " ParentFileName ParentFilePath ParentPhysicalLocation Media");

    static final VicsFields CASE = new VicsFields(
            "Case",
            "CaseID CaseNumber ContactOrganization ContactName ContactPhone ContactEmail ContactTitle TotalMediaFiles"
                    + " TotalPrecategorized SeizureDate SourceApplicationName SourceApplicationVersion CaseMetadata Media Identifiers");

    static final VicsFields PROPERTY = new VicsFields(
            "Metadata", "MD5 CaseID EventID PropertyName PropertyValue PropertyGroup Media Case Identifier");

    static final VicsFields HASH = new VicsFields("AlternativeHash", "MD5 HashName HashValue Media");

    static final VicsFields SEGMENT = new VicsFields("Segment", "MD5 SegmentIndex Start End Category Media");

    static final VicsFields REPOSITORY = new VicsFields("Repository", "MD5 RepositoryName Media");

    static final VicsFields IDENTIFIER = new VicsFields(
            "Identifier", "MD5 IdentifierType Comments Tags Name Application Events IdentifierMetadata Cases Media");

    private final String object;
    private final Map<String, String> exact = new HashMap<>();
    private final Map<String, String> folded = new HashMap<>();

    private VicsFields(String object, String names) {
        this.object = object;
        for (String name : names.split(" ")) {
            exact.put(name, name);
            folded.put(name.toLowerCase(Locale.ROOT), name);
        }
    }

    /** The model's spelling of the name the parser stands on, moved on to its value; null, and passed over, where it has none. */
    String resolve(VicsTokens tokens, String written) {
        tokens.parser.nextToken();
        String name = exact.get(written);
        if (name == null) {
            name = folded.get(written.toLowerCase(Locale.ROOT));
            if (name == null) {
                tokens.unknown(object, written);
            } else {
                tokens.finding(
                        VicsFinding.Kind.FIELD_CASE, written, null, written + " is spelt " + name + " in the model");
            }
        }
        return name;
    }
}
