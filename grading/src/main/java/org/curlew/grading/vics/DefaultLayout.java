package org.curlew.grading.vics;

import static org.curlew.grading.vics.VicsLayout.upper;

import java.util.List;
import org.curlew.triage.vics.AlternativeHash;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsIdentifier;
import org.curlew.triage.vics.VicsMedia;
import org.curlew.triage.vics.VicsMediaFile;
import org.curlew.triage.vics.VicsProperty;
import org.curlew.triage.vics.VicsSegment;

/** Version 2.0 with every field that has a value, in the order of the model. */
final class DefaultLayout implements VicsLayout {

    @Override
    public void caseHead(VicsJson json, VicsCase header) {
        json.text("CaseID", header.caseId());
        json.text("CaseNumber", header.caseNumber());
        json.text("ContactOrganization", header.contactOrganization());
        json.text("ContactName", header.contactName());
        json.text("ContactPhone", header.contactPhone());
        json.text("ContactEmail", header.contactEmail());
        json.text("ContactTitle", header.contactTitle());
        json.number("TotalMediaFiles", header.totalMediaFiles());
        json.number("TotalPrecategorized", header.totalPrecategorized());
        json.utc("SeizureDate", header.seizureDate());
        json.text("SourceApplicationName", header.sourceApplicationName());
        json.text("SourceApplicationVersion", header.sourceApplicationVersion());
        if (!header.caseMetadata().isEmpty()) {
            json.startArray("CaseMetadata");
            for (VicsProperty row : header.caseMetadata()) {
                json.startObject();
                json.text("CaseID", header.caseId());
                json.textOrEmpty("PropertyName", row.name());
                json.text("PropertyValue", row.value());
                json.endObject();
            }
            json.endArray();
        }
        json.startArray("Media");
    }

    @Override
    public void caseTail(VicsJson json, VicsCase header) {
        json.endArray();
        json.leaveOut("Identifiers of the case, whose MD5 is not known", header.identifiers());
    }

    @Override
    public void media(VicsJson json, VicsMedia media, int mediaId) {
        String md5 = upper(media.md5());
        json.text("MD5", md5);
        json.number("MediaID", mediaId);
        json.number("Category", media.category());
        json.text("SHA1", upper(media.sha1()));
        json.flag("VictimIdentified", media.victimIdentified());
        json.flag("OffenderIdentified", media.offenderIdentified());
        json.flag("IsDistributed", media.isDistributed());
        json.text("Comments", media.comments());
        json.text("Tags", media.tags());
        json.text("Series", media.series());
        json.number("MediaSize", media.mediaSize());
        json.text("RelativeFilePath", media.relativeFilePath());
        json.utc("DateUpdated", media.dateUpdated());
        json.flag("IsPrecategorized", Boolean.TRUE.equals(media.isPrecategorized()));
        json.text("PrecategorizationSource", media.precategorizationSource());
        json.flag("IsSuspected", media.isSuspected());
        json.text("MimeType", media.mimeType());
        json.flag("SelfGenerated", media.selfGenerated());
        json.text("PhotoDNA", media.photoDna());
        hashes(json, md5, media.alternativeHashes());
        properties(json, "Exifs", md5, media.exifs(), true);
        files(json, md5, media.mediaFiles());
        repositories(json, md5, media.repositories());
        segments(json, md5, media.segments());
        properties(json, "MediaMetadata", md5, media.mediaMetadata(), false);
        identifiers(json, md5, media.identifiers());
    }

    private static void hashes(VicsJson json, String md5, List<AlternativeHash> rows) {
        if (rows.isEmpty()) {
            return;
        }
        json.startArray("AlternativeHashes");
        for (AlternativeHash row : rows) {
            json.startObject();
            json.text("MD5", md5);
            json.textOrEmpty("HashName", row.name());
            json.text("HashValue", row.value());
            json.endObject();
        }
        json.endArray();
    }

    private static void properties(VicsJson json, String name, String md5, List<VicsProperty> rows, boolean groups) {
        if (rows.isEmpty()) {
            return;
        }
        json.startArray(name);
        for (VicsProperty row : rows) {
            json.startObject();
            json.text("MD5", md5);
            json.textOrEmpty("PropertyName", row.name());
            json.text("PropertyValue", row.value());
            if (groups) {
                json.text("PropertyGroup", row.group());
            }
            json.endObject();
        }
        json.endArray();
    }

    private static void files(VicsJson json, String md5, List<VicsMediaFile> rows) {
        json.startArray("MediaFiles");
        int fileId = 0;
        for (VicsMediaFile file : rows) {
            json.startObject();
            json.text("MD5", md5);
            json.number("MediaFileID", ++fileId);
            json.text("FileName", file.fileName());
            json.text("FilePath", file.filePath());
            json.utc("Created", file.created());
            json.utc("Written", file.written());
            json.utc("Accessed", file.accessed());
            json.flag("Unallocated", file.unallocated());
            json.text("SourceID", file.sourceId());
            json.number("PhysicalLocation", file.physicalLocation());
            json.flag("Deleted", file.deleted());
            json.text("ParentMD5", upper(file.parentMd5()));
            json.text("ParentFileName", file.parentFileName());
            json.text("ParentFilePath", file.parentFilePath());
            json.number("ParentPhysicalLocation", file.parentPhysicalLocation());
            json.endObject();
        }
        json.endArray();
    }

    private static void repositories(VicsJson json, String md5, List<String> rows) {
        if (rows.isEmpty()) {
            return;
        }
        json.startArray("Repositories");
        for (String name : rows) {
            json.startObject();
            json.text("MD5", md5);
            json.text("RepositoryName", name);
            json.endObject();
        }
        json.endArray();
    }

    // A segment without a category or an index has no valid form in the model; the first is left out, the second
    // counted.
    private static void segments(VicsJson json, String md5, List<VicsSegment> rows) {
        if (rows.isEmpty()) {
            return;
        }
        json.startArray("Segments");
        int index = 0;
        for (VicsSegment row : rows) {
            if (row.category() == null) {
                json.leaveOut("Segments without a category");
                continue;
            }
            json.startObject();
            json.text("MD5", md5);
            json.number("SegmentIndex", row.index() == null ? Integer.valueOf(index) : row.index());
            json.text("Start", row.start());
            json.text("End", row.end());
            json.number("Category", row.category());
            json.endObject();
            index++;
        }
        json.endArray();
    }

    private static void identifiers(VicsJson json, String md5, List<VicsIdentifier> rows) {
        if (rows.isEmpty()) {
            return;
        }
        json.startArray("Identifiers");
        for (VicsIdentifier row : rows) {
            json.startObject();
            json.text("MD5", md5);
            json.text("IdentifierType", row.identifierType());
            json.text("Comments", row.comments());
            json.text("Tags", row.tags());
            json.text("Name", row.name());
            json.text("Application", row.application());
            properties(json, "IdentifierMetadata", md5, row.metadata(), false);
            json.endObject();
        }
        json.endArray();
    }
}
