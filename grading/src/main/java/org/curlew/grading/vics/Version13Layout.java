package org.curlew.grading.vics;

import org.curlew.triage.vics.AlternativeHash;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsMedia;
import org.curlew.triage.vics.VicsMediaFile;
import org.curlew.triage.vics.VicsProperty;

/** Version 1.3 with the links of OData 3, its nulls written out and PhotoDNA as an alternative hash. */
final class Version13Layout implements VicsLayout {

    @Override
    public void caseHead(VicsJson json, VicsCase header) {
        String id = header.caseId();
        json.text("odata.id", "Case(\"" + id + "\")");
        json.text("odata.editLink", "Case(\"" + id + "\")");
        json.text("CaseMetadata@odata.navigationLinkUrl", "/Case(" + id + ")/CaseMetadata");
        json.startArray("CaseMetadata");
        for (VicsProperty row : header.caseMetadata()) {
            json.startObject();
            json.text("odata.editLink", "");
            json.text("Case@odata.navigationLinkUrl", "");
            json.text("CaseID", id);
            json.textOrEmpty("PropertyName", row.name());
            json.textOrNull("PropertyValue", row.value());
            json.endObject();
        }
        json.endArray();
        json.text("Media@odata.navigationLinkUrl", "/Case(" + id + ")/Media");
        json.startArray("Media");
    }

    @Override
    public void caseTail(VicsJson json, VicsCase header) {
        json.endArray();
        json.text("CaseID", header.caseId());
        json.textOrEmpty("CaseNumber", header.caseNumber());
        json.textOrEmpty("ContactOrganization", header.contactOrganization());
        json.textOrEmpty("ContactName", header.contactName());
        json.textOrEmpty("ContactPhone", header.contactPhone());
        json.textOrEmpty("ContactEmail", header.contactEmail());
        json.textOrEmpty("ContactTitle", header.contactTitle());
        json.numberOrNull("TotalMediaFiles", header.totalMediaFiles());
        json.numberOrNull("TotalPrecategorized", header.totalPrecategorized());
        json.utcOrLocal("SeizureDate", header.seizureDate());
        json.textOrEmpty("SourceApplicationName", header.sourceApplicationName());
        json.textOrEmpty("SourceApplicationVersion", header.sourceApplicationVersion());
        json.leaveOut("Identifiers of the case", header.identifiers());
    }

    @Override
    public void media(VicsJson json, VicsMedia media, int mediaId) {
        String md5 = media.md5();
        json.text("odata.id", "Media(\"" + md5 + "\")");
        json.text("odata.editLink", "Media(\"" + md5 + "\")");
        json.text("AlternativeHashes@odata.navigationLinkUrl", "/Media(" + md5 + ")/AlternativeHashes");
        hashes(json, media);
        json.text("Exifs@odata.navigationLinkUrl", "/Media(" + md5 + ")/Exifs");
        json.startArray("Exifs");
        for (VicsProperty row : media.exifs()) {
            json.startObject();
            json.text("MD5", md5);
            json.textOrEmpty("PropertyName", row.name());
            json.textOrNull("PropertyValue", row.value());
            json.endObject();
        }
        json.endArray();
        json.startArray("MediaFiles");
        for (VicsMediaFile file : media.mediaFiles()) {
            file(json, md5, file);
        }
        json.endArray();
        json.number("MediaID", mediaId);
        json.numberOrNull("Category", media.category());
        json.textOrEmpty("Comments", media.comments());
        json.flagOrNull("VictimIdentified", media.victimIdentified());
        json.flagOrNull("IsDistributed", media.isDistributed());
        json.flagOrNull("OffenderIdentified", media.offenderIdentified());
        json.text("MD5", md5);
        json.textOrNull("Series", media.series());
        json.text("SHA1", media.sha1());
        json.textOrEmpty("Tags", media.tags());
        json.number("MediaSize", media.mediaSize());
        json.text("RelativeFilePath", media.relativeFilePath());
        json.flag("IsPrecategorized", Boolean.TRUE.equals(media.isPrecategorized()));
        json.flag("IsSuspected", Boolean.TRUE.equals(media.isSuspected()));
        json.text("PrecategorizationSource", media.precategorizationSource());
        json.text("MimeType", media.mimeType());
        json.leaveOut("DateUpdated", media.dateUpdated());
        json.leaveOut("SelfGenerated", media.selfGenerated());
        json.leaveOut("Repositories", media.repositories());
        json.leaveOut("Segments", media.segments());
        json.leaveOut("MediaMetadata", media.mediaMetadata());
        json.leaveOut("Identifiers", media.identifiers());
    }

    private static void hashes(VicsJson json, VicsMedia media) {
        json.startArray("AlternativeHashes");
        boolean written = false;
        for (AlternativeHash row : media.alternativeHashes()) {
            hash(json, media.md5(), row.name(), row.value());
            written |= row.isPhotoDna();
        }
        if (media.photoDna() != null && !written) {
            hash(json, media.md5(), "PhotoDNA", media.photoDna());
        }
        json.endArray();
    }

    private static void hash(VicsJson json, String md5, String name, String value) {
        json.startObject();
        json.text("Media@odata.navigationLinkUrl", "/AlternativeHashes(HashName='" + name + "',MD5=" + md5 + ")");
        json.text("MD5", md5);
        json.textOrEmpty("HashName", name);
        json.textOrNull("HashValue", value);
        json.endObject();
    }

    private static void file(VicsJson json, String md5, VicsMediaFile file) {
        json.startObject();
        json.text("odata.editLink", "");
        json.text("Media@odata.navigationLinkUrl", "");
        json.text("MD5", md5);
        json.textOrEmpty("FileName", file.fileName());
        json.textOrEmpty("FilePath", file.filePath());
        json.utcOrLocal("Created", file.created());
        json.utcOrLocal("Written", file.written());
        json.utcOrLocal("Accessed", file.accessed());
        json.flagOrNull("Unallocated", file.unallocated());
        json.text("SourceID", file.sourceId());
        json.number("PhysicalLocation", file.physicalLocation());
        json.flag("Deleted", file.deleted());
        json.leaveOut("ParentMD5", file.parentMd5());
        json.leaveOut("ParentFileName", file.parentFileName());
        json.leaveOut("ParentFilePath", file.parentFilePath());
        json.leaveOut("ParentPhysicalLocation", file.parentPhysicalLocation());
        json.endObject();
    }
}
