package org.curlew.grading.vics;

import static org.curlew.grading.vics.VicsLayout.upper;

import java.util.List;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsMedia;
import org.curlew.triage.vics.VicsMediaFile;
import org.curlew.triage.vics.VicsProperty;

/**
 * Version 2.0 as the known UK exporter orders it and leaves things out, except where the model says "not null": IsPrecategorized,
 * MediaFileID and the MD5 of metadata rows are always written, booleans are JSON booleans and the GUID has no braces.
 */
final class UkLayout implements VicsLayout {

    @Override
    public void caseHead(VicsJson json, VicsCase header) {
        json.text("CaseID", header.caseId());
        json.text("CaseNumber", header.caseNumber());
        json.text("ContactPhone", header.contactPhone());
        json.text("ContactEmail", header.contactEmail());
        json.text("ContactTitle", header.contactTitle());
        json.text("ContactOrganization", header.contactOrganization());
        json.text("SourceApplicationName", header.sourceApplicationName());
        json.text("SourceApplicationVersion", header.sourceApplicationVersion());
        json.leaveOut("ContactName", header.contactName());
        json.leaveOut("SeizureDate", header.seizureDate());
        json.leaveOut("CaseMetadata", header.caseMetadata());
        json.leaveOut("Identifiers of the case", header.identifiers());
        json.startArray("Media");
    }

    @Override
    public void caseTail(VicsJson json, VicsCase header) {
        json.endArray();
    }

    @Override
    public void media(VicsJson json, VicsMedia media, int mediaId) {
        json.number("MediaID", mediaId);
        if (media.category() != null && media.category() != 0) {
            json.number("Category", media.category());
        } else if (media.category() != null) {
            json.leaveOut("Category 0, which this profile reads as none");
        }
        json.text("MD5", upper(media.md5()));
        json.text("SHA1", upper(media.sha1()));
        json.flagIfTrue("VictimIdentified", media.victimIdentified());
        json.flagIfTrue("OffenderIdentified", media.offenderIdentified());
        json.flagIfTrue("IsDistributed", media.isDistributed());
        json.text("Comments", filled(media.comments()));
        json.text("Series", filled(media.series()));
        json.text("Tags", filled(media.tags()));
        json.utc("DateUpdated", media.dateUpdated());
        if (media.mediaSize() != null && media.mediaSize() != 0) {
            json.number("MediaSize", media.mediaSize());
        }
        json.text("RelativeFilePath", media.relativeFilePath());
        boolean precategorized = Boolean.TRUE.equals(media.isPrecategorized());
        json.flag("IsPrecategorized", precategorized);
        if (precategorized) {
            json.text("PrecategorizationSource", filled(media.precategorizationSource()));
        }
        json.flagIfTrue("IsSuspected", media.isSuspected());
        json.text("MimeType", media.mimeType());
        json.text("PhotoDNA", media.photoDna());
        json.startArray("MediaFiles");
        int fileId = 0;
        for (VicsMediaFile file : media.mediaFiles()) {
            file(json, media, file, ++fileId);
        }
        json.endArray();
        metadata(json, upper(media.md5()), media.mediaMetadata());
        leaveOut(json, media);
    }

    private static void file(VicsJson json, VicsMedia media, VicsMediaFile file, int fileId) {
        json.startObject();
        json.text("MD5", upper(media.md5()));
        json.number("MediaFileID", fileId);
        json.textOrEmpty("FileName", file.fileName());
        json.textOrEmpty("FilePath", file.filePath());
        json.utc("Created", file.created());
        json.utc("Written", file.written());
        json.utc("Accessed", file.accessed());
        json.flagIfTrue("Unallocated", file.unallocated());
        json.flagIfTrue("Deleted", file.deleted());
        json.text("ParentMD5", upper(file.parentMd5()));
        json.text("ParentFileName", file.parentFileName());
        json.text("ParentFilePath", file.parentFilePath());
        json.number("ParentPhysicalLocation", file.parentPhysicalLocation());
        json.number("PhysicalLocation", file.physicalLocation());
        json.text("SourceID", file.sourceId());
        json.endObject();
    }

    private static void metadata(VicsJson json, String md5, List<VicsProperty> rows) {
        if (rows.isEmpty()) {
            return;
        }
        json.startArray("MediaMetadata");
        for (VicsProperty row : rows) {
            json.startObject();
            json.text("MD5", md5);
            json.textOrEmpty("PropertyName", row.name());
            json.text("PropertyValue", row.value());
            json.endObject();
        }
        json.endArray();
    }

    private static void leaveOut(VicsJson json, VicsMedia media) {
        json.leaveOut("SelfGenerated", media.selfGenerated());
        json.leaveOut("AlternativeHashes", media.alternativeHashes());
        json.leaveOut("Exifs", media.exifs());
        json.leaveOut("Repositories", media.repositories());
        json.leaveOut("Segments", media.segments());
        json.leaveOut("Identifiers", media.identifiers());
    }

    private static String filled(String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
